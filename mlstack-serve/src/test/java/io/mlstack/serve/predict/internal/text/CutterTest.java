package io.mlstack.serve.predict.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.Tokens;
import io.mlstack.serve.predict.NaiveTerms;
import io.mlstack.serve.predict.ScikitLearnTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutterTest {

    /** Letters with and without case, marks, digits, white spaces of all kinds, signs, a character beyond 16 bits. */
    private static final String ALPHABET = "abcXYZ019__ \t\n\u00A0\u2003.,'-!?éÖßñσαΒдЖ日本한ع½²ⅫⒶ\u0301İ𝔸😀";

    private static final Map<String, Tokens> LIKE_SCIKIT_LEARN = Map.of(
            "words", Tokens.words(),
            "words_1", Tokens.words().wordsFrom(1),
            "words_12", Tokens.words(1, 2),
            "words_23", Tokens.words(2, 3),
            "cased", Tokens.words().caseSensitive(),
            "stop", Tokens.words(1, 2).without(List.of("the", "cat", "on")),
            "char_13", Tokens.characters(1, 3),
            "char_24", Tokens.characters(2, 4),
            "wb_13", Tokens.charactersInWords(1, 3),
            "wb_46", Tokens.charactersInWords(4, 6));

    @Test
    void termsAreThoseOfScikitLearn() {
        assertThat(LIKE_SCIKIT_LEARN.keySet())
                .isEqualTo(ScikitLearnTerms.terms().keySet());
        LIKE_SCIKIT_LEARN.forEach((name, tokens) -> {
            List<JsonPlace> expected = ScikitLearnTerms.terms().get(name).items();
            for (int d = 0; d < expected.size(); d++) {
                String text = ScikitLearnTerms.documents().get(d);
                assertThat(cut(tokens, text))
                        .as("%s of \"%s\"", name, text)
                        .containsExactlyInAnyOrderElementsOf(expected.get(d).texts());
            }
        });
    }

    @Property(tries = 2_000)
    void termsAreThoseOfTheNaiveCutter(
            @ForAll List<@IntRange(max = 45) Integer> letters,
            @ForAll Tokens.Unit unit,
            @ForAll @IntRange(min = 1, max = 4) int shortest,
            @ForAll @IntRange(max = 3) int more,
            @ForAll boolean lowerCase,
            @ForAll @IntRange(min = 1, max = 3) int wordLength) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        letters.forEach(letter -> text.appendCodePoint(alphabet[letter % alphabet.length]));
        Tokens tokens = new Tokens(
                unit,
                shortest,
                shortest + more,
                lowerCase,
                wordLength,
                unit == Tokens.Unit.WORDS ? List.of("ab", "日", "xyz") : List.of());

        assertThat(cut(tokens, text.toString()))
                .as("%s of \"%s\"", tokens, text)
                .containsExactlyInAnyOrderElementsOf(NaiveTerms.terms(tokens, text.toString()));
    }

    @Test
    void halfACharacterIsNoLetterAndStaysInRunsOfCharacters() {
        assertThat(cut(Tokens.words(), "ab\uD800cd")).containsExactlyInAnyOrder("ab", "cd");
        assertThat(cut(Tokens.characters(3, 3), "a\uDC00b")).containsExactly("a\uDC00b");
    }

    private static List<String> cut(Tokens tokens, String text) {
        TextBuffer buffer = new TextBuffer();
        List<String> terms = new ArrayList<>();
        new Cutter(tokens).cut(text, buffer, (cut, from, to) -> terms.add(new String(cut.points, from, to - from)));
        return terms;
    }
}
