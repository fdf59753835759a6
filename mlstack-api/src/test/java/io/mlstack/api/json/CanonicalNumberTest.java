package io.mlstack.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNumberTest {

    /** RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesTheSamplesOfRfc8785(String bits, String text) {
        assertThat(CanonicalNumber.format(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(text);
    }

    /** The nearest decimal of 16 digits lies below and reads back to another double; the next above it does not. */
    @ParameterizedTest
    @CsvSource({"3e70000000000000, 5.960464477539063e-8", "be70000000000000, -5.960464477539063e-8"})
    void powersOfTwoTakeTheShorterDecimalAboveThem(String bits, String text) {
        assertThat(CanonicalNumber.format(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(text);
    }

    /** ecmascript-numbers.txt holds what node prints for all powers of two and for 4,000 random doubles. */
    @ParameterizedTest
    @CsvFileSource(resources = "ecmascript-numbers.txt", delimiter = ' ')
    void writesWhatEcmaScriptDoes(String what, int first, String sha256) throws Exception {
        boolean powers = what.equals("power");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = first; i < Math.min(first + 100, powers ? 2098 : 4000); i++) {
            String text = CanonicalNumber.format(powers ? Math.scalb(1.0, i - 1074) : random(i));
            digest.update((text + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }

    /** SplitMix64 without the bit that would make infinities, as in ecmascript-numbers.mjs. */
    private static double random(int index) {
        long z = (index + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return Double.longBitsToDouble((z ^ z >>> 31) & ~(1L << 52));
    }

    @Property
    void readsBackToTheSameDouble(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(CanonicalNumber.format(value))).isEqualTo(value == 0 ? 0.0 : value);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatJsonHasNoNumberFor(double value) {
        assertThatThrownBy(() -> CanonicalNumber.format(value)).isInstanceOf(IllegalArgumentException.class);
    }

    /** JDK 17 prints 2.0E-3 with more digits than needed for some doubles; this one is JDK-4511638's own. */
    @Test
    void doesNotFollowTheDigitsOfTheJdk() {
        assertThat(CanonicalNumber.format(2e23)).isEqualTo("2e+23");
    }
}
