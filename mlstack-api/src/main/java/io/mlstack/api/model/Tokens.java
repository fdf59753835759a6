package io.mlstack.api.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a text is cut into terms, as scikit-learn's {@code CountVectorizer} cuts it.
 *
 * <p><b>Case.</b> With {@code lowerCase} each character is lower-cased first, whatever the locale; a capital sigma becomes
 * the final one where a letter stands before it and none after it.
 *
 * <p><b>{@link Unit#WORDS}</b> are the longest runs of letters, digits, other numbers and low lines ({@code \w} of Python:
 * general categories L, Nd, Nl, No and {@code _}, no combining marks) of at least {@code wordLength} characters, less the
 * stop words; a term is {@code shortest} to {@code longest} of them in a row with one space between. Two is the word
 * length of scikit-learn's default pattern {@code (?u)\b\w\w+\b}.
 *
 * <p><b>{@link Unit#CHARACTERS}</b>: a term is {@code shortest} to {@code longest} characters in a row, after every run of
 * two or more white spaces has become one space.
 *
 * <p><b>{@link Unit#CHARACTERS_IN_WORDS}</b>: the same within each stretch between white space ({@code char_wb}), with a
 * space put before and after it. A stretch shorter than a term gives itself, once.
 *
 * <p>Characters are code points. Their kinds are those of Unicode 13, on every JDK: to a letter that came later the text
 * is what it would have been then, so equal texts have equal terms on JDK 17 and all later ones. Accents are kept: there
 * is no {@code strip_accents}.
 *
 * @param unit what terms are made of
 * @param shortest least number of words or characters in a term, from 1
 * @param longest greatest number of them, at most 100
 * @param lowerCase whether case is left out of account
 * @param wordLength characters in the shortest word that counts, from 1; without meaning for characters
 * @param stopWords words that are left out before terms are made, as they are after lower-casing; none for characters
 */
public record Tokens(Unit unit, int shortest, int longest, boolean lowerCase, int wordLength, List<String> stopWords) {

    private static final int LONGEST = 100;

    /** What terms are made of. */
    public enum Unit {
        /** Words. */
        WORDS,
        /** Characters, across words. */
        CHARACTERS,
        /** Characters of one word, with a space before and after it. */
        CHARACTERS_IN_WORDS
    }

    /** @throws IllegalArgumentException if a number is out of range, a stop word stands there twice or has no use */
    public Tokens {
        if (shortest < 1 || longest < shortest || longest > LONGEST) {
            throw new IllegalArgumentException("terms of " + shortest + " to " + longest + " " + unit
                    + ": give two rising numbers from 1 to " + LONGEST);
        }
        if (wordLength < 1) {
            throw new IllegalArgumentException("a word has at least 1 character, got " + wordLength);
        }
        stopWords = List.copyOf(stopWords);
        if (unit != Unit.WORDS && !stopWords.isEmpty()) {
            throw new IllegalArgumentException("stop words are left out of words, not of " + unit);
        }
        Set<String> seen = new HashSet<>();
        for (String word : stopWords) {
            if (!seen.add(word)) {
                throw new IllegalArgumentException("the stop word \"" + word + "\" is there twice");
            }
        }
    }

    /** Single lower-cased words of two characters and more: scikit-learn's default. */
    public static Tokens words() {
        return new Tokens(Unit.WORDS, 1, 1, true, 2, List.of());
    }

    /** {@code shortest} to {@code longest} lower-cased words in a row. */
    public static Tokens words(int shortest, int longest) {
        return new Tokens(Unit.WORDS, shortest, longest, true, 2, List.of());
    }

    /** {@code shortest} to {@code longest} lower-cased characters in a row, across words. */
    public static Tokens characters(int shortest, int longest) {
        return new Tokens(Unit.CHARACTERS, shortest, longest, true, 2, List.of());
    }

    /** {@code shortest} to {@code longest} lower-cased characters in a row of one word with a space at both ends. */
    public static Tokens charactersInWords(int shortest, int longest) {
        return new Tokens(Unit.CHARACTERS_IN_WORDS, shortest, longest, true, 2, List.of());
    }

    /** The same with upper and lower case as they are. */
    public Tokens caseSensitive() {
        return new Tokens(unit, shortest, longest, false, wordLength, stopWords);
    }

    /** The same with words of that many characters and more. */
    public Tokens wordsFrom(int characters) {
        return new Tokens(unit, shortest, longest, lowerCase, characters, stopWords);
    }

    /** The same without these words. */
    public Tokens without(List<String> words) {
        return new Tokens(unit, shortest, longest, lowerCase, wordLength, words);
    }
}
