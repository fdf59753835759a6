package io.mlstack.serve.predict.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class LettersTest {

    private static final long GOLDEN = -316_307_901_823_098_450L;

    /** Whoever changes this changes the terms of texts under models that are published. */
    @Test
    void everyCharacterIsTheSameOnEveryJdk() {
        long hash = 0;
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            hash = 31 * hash + Letters.lower(point);
            hash = 31 * hash + (Letters.inWord(point) ? 1 : Letters.isSpace(point) ? 2 : 0);
        }
        assertThat(hash).isEqualTo(GOLDEN);
    }

    @Test
    void wordsAreMadeOfWhatUnicode13CallsLettersAndNumbers() {
        assumeThat(Runtime.version().feature())
                .as("the JDK whose tables are Unicode 13")
                .isEqualTo(17);
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            boolean expected = Character.isLetter(point)
                    || switch (Character.getType(point)) {
                        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                        default -> point == '_';
                    };
            assertThat(Letters.inWord(point)).as("U+%X", point).isEqualTo(expected);
            assertThat(Letters.lower(point)).as("U+%X", point).isEqualTo(Character.toLowerCase(point));
        }
    }
}
