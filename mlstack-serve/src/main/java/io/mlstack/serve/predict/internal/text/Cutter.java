package io.mlstack.serve.predict.internal.text;

import io.mlstack.api.model.Tokens;

/** Cuts texts into terms as {@link Tokens} says. Immutable. */
final class Cutter {

    private static final int SIGMA = 0x3A3;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final int I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;

    private final Tokens tokens;
    private final PointTable stopWords;

    Cutter(Tokens tokens) {
        this.tokens = tokens;
        this.stopWords = new PointTable(tokens.stopWords());
    }

    /** Puts the characters into the cleared buffer and tells each term, in no particular order. */
    void cut(CharSequence text, TextBuffer buffer, Terms terms) {
        switch (tokens.unit()) {
            case WORDS -> {
                words(text, buffer);
                wordTerms(buffer, terms);
            }
            case CHARACTERS -> {
                characters(text, buffer);
                terms(buffer, 0, buffer.length, terms);
            }
            case CHARACTERS_IN_WORDS -> {
                stretches(text, buffer);
                stretchTerms(buffer, terms);
            }
        }
    }

    // ---- words

    /** Leaves the words side by side with one space between, so that words in a row are one run of characters. */
    private void words(CharSequence text, TextBuffer buffer) {
        int start = 0;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            start = addToWord(buffer, start, lower(text, i, point));
            if (point == I_WITH_DOT && tokens.lowerCase()) {
                start = addToWord(buffer, start, DOT_ABOVE);
            }
            i += Character.charCount(point);
        }
        endWord(buffer, start);
    }

    /** Adds a character to the word that began at {@code start}, or ends it; where the word at hand begins. */
    private int addToWord(TextBuffer buffer, int start, int point) {
        if (Letters.inWord(point)) {
            buffer.point(point);
            return start;
        }
        return endWord(buffer, start);
    }

    private int endWord(TextBuffer buffer, int start) {
        int end = buffer.length;
        if (end - start < tokens.wordLength() || stopWords.find(buffer.points, start, end) >= 0) {
            buffer.length = start;
            return start;
        }
        buffer.word(start, end);
        buffer.point(' ');
        return buffer.length;
    }

    private void wordTerms(TextBuffer buffer, Terms terms) {
        for (int first = 0; first < buffer.words; first++) {
            int most = Math.min(tokens.longest(), buffer.words - first);
            for (int count = tokens.shortest(); count <= most; count++) {
                terms.term(buffer, buffer.starts[first], buffer.ends[first + count - 1]);
            }
        }
    }

    // ---- characters

    /** Runs of white space become one space; a single white space stays what it is. */
    private void characters(CharSequence text, TextBuffer buffer) {
        int spaces = 0;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            spaces = Letters.isSpace(point) ? spaces + 1 : 0;
            if (spaces < 2) {
                addLower(text, i, point, buffer);
            } else {
                buffer.points[buffer.length - 1] = ' ';
            }
            i += Character.charCount(point);
        }
    }

    private void terms(TextBuffer buffer, int from, int to, Terms terms) {
        for (int count = tokens.shortest(); count <= tokens.longest(); count++) {
            for (int start = from; start + count <= to; start++) {
                terms.term(buffer, start, start + count);
            }
        }
    }

    // ---- characters in words

    private void stretches(CharSequence text, TextBuffer buffer) {
        int start = -1;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            if (Letters.isSpace(point)) {
                start = endStretch(buffer, start);
            } else {
                if (start < 0) {
                    start = buffer.length;
                    buffer.point(' ');
                }
                addLower(text, i, point, buffer);
            }
            i += Character.charCount(point);
        }
        endStretch(buffer, start);
    }

    private static int endStretch(TextBuffer buffer, int start) {
        if (start >= 0) {
            buffer.point(' ');
            buffer.word(start, buffer.length);
        }
        return -1;
    }

    private void stretchTerms(TextBuffer buffer, Terms terms) {
        for (int w = 0; w < buffer.words; w++) {
            int start = buffer.starts[w];
            int end = buffer.ends[w];
            if (end - start <= tokens.shortest()) {
                terms.term(buffer, start, end);
            } else {
                terms(buffer, start, end, terms);
            }
        }
    }

    // ---- case

    private void addLower(CharSequence text, int at, int point, TextBuffer buffer) {
        buffer.point(lower(text, at, point));
        if (point == I_WITH_DOT && tokens.lowerCase()) {
            buffer.point(DOT_ABOVE);
        }
    }

    private int lower(CharSequence text, int at, int point) {
        if (!tokens.lowerCase()) {
            return point;
        }
        return point == SIGMA && isFinal(text, at) ? FINAL_SIGMA : Letters.lower(point);
    }

    /** Whether a cased letter stands before the sigma and none after it, signs within a word left out of account. */
    private static boolean isFinal(CharSequence text, int at) {
        int before = at - 1;
        while (before >= 0 && isWithinWord(text.charAt(before))) {
            before--;
        }
        int after = at + 1;
        while (after < text.length() && isWithinWord(text.charAt(after))) {
            after++;
        }
        return before >= 0
                && isCased(Character.codePointBefore(text, before + 1))
                && (after == text.length() || !isCased(Character.codePointAt(text, after)));
    }

    /** Apostrophes, stops and accents; Unicode counts a few more signs among the "case-ignorable". */
    private static boolean isWithinWord(char sign) {
        return sign == '\''
                || sign == '\u2019'
                || sign == '.'
                || sign == ':'
                || sign == '\u00B7'
                || (sign >= '\u0300' && sign <= '\u036F');
    }

    private static boolean isCased(int point) {
        int type = Character.getType(point);
        return Letters.inWord(point)
                && (type == Character.LOWERCASE_LETTER
                        || type == Character.UPPERCASE_LETTER
                        || type == Character.TITLECASE_LETTER);
    }
}
