package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralTest {

    private final Numeral numeral = new Numeral();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "+5",
                " 5",
                "5 ",
                "1,5",
                "1_000",
                "0x1p3",
                "NaN",
                "Infinity",
                "inf",
                "1f",
                "1d",
                "1L",
                "--1",
                "1-",
                "1.2.3",
                "١",
                "1e999",
                "-1e999"
            })
    void refusesWhatIsNoDecimalNumber(String text) {
        assertThat(scan(text)).isEqualTo(Numeral.Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, WHOLE",
        "7, WHOLE",
        "-7, WHOLE",
        "9223372036854775807, WHOLE",
        "-9223372036854775808, WHOLE",
        "9223372036854775808, HUGE",
        "-9223372036854775809, HUGE",
        "123456789012345678901234567890, HUGE",
        "007, CODE",
        "00, CODE",
        "-01, CODE",
        "01.5, CODE",
        "0.5, DECIMAL",
        ".5, DECIMAL",
        "5., DECIMAL",
        "-0, DECIMAL",
        "1e3, DECIMAL",
        "1E-3, DECIMAL",
        "1.5e+10, DECIMAL",
        "1e-9999999999, DECIMAL"
    })
    void tellsWholeNumbersDecimalsAndCodesApart(String text, Numeral.Kind kind) {
        assertThat(scan(text)).isEqualTo(kind);
    }

    @Test
    void zeroKeepsItsSign() {
        scan("-0.0");
        assertThat(numeral.number()).isEqualTo(-0.0);
    }

    @Property(tries = 2000)
    void readsTheSameDoubleAsTheJdk(@ForAll("decimals") String text) {
        Numeral.Kind kind = scan(text);
        double expected = Double.parseDouble(text);
        if (kind == Numeral.Kind.NONE) {
            assertThat(expected).isInfinite();
        } else {
            assertThat(numeral.number()).isEqualTo(expected);
        }
    }

    @Property
    void readsBackEveryDouble(@ForAll double value) {
        scan(new BigDecimal(value).toString());
        assertThat(numeral.number()).isEqualTo(value == 0 ? 0.0 : value);
    }

    @Property
    void readsEveryLong(@ForAll long value) {
        assertThat(scan(Long.toString(value))).isEqualTo(Numeral.Kind.WHOLE);
        assertThat(numeral.whole()).isEqualTo(value);
        assertThat(numeral.isLong()).isTrue();
    }

    @Provide
    Arbitrary<String> decimals() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(0).ofMaxLength(22);
        Arbitrary<String> exponent =
                Arbitraries.integers().between(-340, 320).map(e -> "e" + e).injectNull(0.6);
        return Combinators.combine(Arbitraries.of("", "-"), digits, digits, exponent)
                .as((sign, whole, part, e) -> sign
                        + (whole.isEmpty() ? "0" : whole)
                        + (part.isEmpty() ? "" : "." + part)
                        + (e == null ? "" : e));
    }

    private Numeral.Kind scan(String text) {
        char[] chars = ("x" + text + "9").toCharArray();
        return numeral.scan(chars, 1, 1 + text.length());
    }
}
