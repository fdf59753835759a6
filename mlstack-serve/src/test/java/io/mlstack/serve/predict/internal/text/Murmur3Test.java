package io.mlstack.serve.predict.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur3Test {

    /** From {@code sklearn.utils.murmurhash3_32} of scikit-learn 1.9.1. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '', 0, 0
                    '', 1, 1364076727
                    a, 0, 1009084850
                    ab, 0, -1681926305
                    abc, 0, -1277324294
                    abcd, 0, 1139631978
                    abcde, 0, -392455434
                    'Hello, world!', 0, -1070186941
                    añb☕, 7, -961094564
                    The quick brown fox jumps over the lazy dog, -1756908916, 799549133
                    """)
    void hashesOfTextsAreScikitLearns(String text, int seed, int hash) {
        assertThat(Murmur3.hash(text, seed)).isEqualTo(hash);
    }

    @Test
    void bucketIsTheAbsoluteHashModuloTheirNumber() {
        assertThat(Murmur3.bucket(-7, 5)).isEqualTo(2);
        assertThat(Murmur3.bucket(Integer.MIN_VALUE, 1000)).isEqualTo(648);
        assertThat(Murmur3.bucket(Integer.MIN_VALUE, 1 << 20)).isZero();
    }

    @Test
    void bothZerosAreOneNumber() {
        assertThat(Murmur3.hash(-0.0, 3)).isEqualTo(Murmur3.hash(0.0, 3));
        assertThat(Murmur3.hash(1.0, 3))
                .isEqualTo(Murmur3.hash(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f}, 8, 3));
    }
}
