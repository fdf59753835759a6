package io.mlstack.benchmarks.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementsTest {

    private static final Bar SPEED = Bar.of("row-vs-peer", ">=20", ">=45");
    private static final Bar BYTES = Bar.of("row-bytes", "==0", "==0");

    private final Measurements measurements = new Measurements(List.of(SPEED, BYTES));

    @Test
    void everyBarThatHoldsPasses() {
        measurements.measured("row-vs-peer", 51.2837);
        measurements.measured("row-bytes", 0.002);
        assertThat(measurements.lines())
                .extracting(BarLine::toString)
                .containsExactly(
                        "BAR row-vs-peer measured=51.3 target=>=20 stretch=>=45 PASS",
                        "BAR row-bytes measured=0.002 target===0 stretch===0 PASS");
        assertThat(measurements.failed()).isFalse();
    }

    @Test
    void aBarThatNobodyMeasuredFails() {
        measurements.measured("row-vs-peer", 51);
        assertThat(measurements.lines().get(1))
                .hasToString("BAR row-bytes measured=absent target===0 stretch===0 FAIL");
        assertThat(measurements.failed()).isTrue();
    }

    @Test
    void aBarBelowItsTargetFails() {
        measurements.measured("row-vs-peer", 19.99);
        measurements.measured("row-bytes", 0);
        assertThat(measurements.lines().get(0))
                .hasToString("BAR row-vs-peer measured=20 target=>=20 stretch=>=45 FAIL");
        assertThat(measurements.failed()).isTrue();
    }

    @Test
    void aBarBelowItsStretchPasses() {
        measurements.measured("row-vs-peer", 21);
        assertThat(measurements.lines().get(0).verdict()).isEqualTo(BarLine.Verdict.PASS);
    }

    @Test
    void aMeasurementThatIsNoNumberFails() {
        measurements.measured("row-vs-peer", Double.NaN);
        assertThat(measurements.lines().get(0))
                .hasToString("BAR row-vs-peer measured=NaN target=>=20 stretch=>=45 FAIL");
    }

    @Test
    void aSkippedBarTellsWhyAndDoesNotFail() {
        measurements.skipped("row-vs-peer", "no library for Plan 9");
        measurements.measured("row-bytes", 0);
        assertThat(measurements.lines().get(0))
                .hasToString("BAR row-vs-peer measured=none target=>=20 stretch=>=45 SKIP(no library for Plan 9)");
        assertThat(measurements.failed()).isFalse();
    }

    @Test
    void whatATargetWasNotMadeForIsShownAndNotJudged() {
        measurements.notJudged("row-vs-peer", 19.9, "no AVX-512");
        assertThat(measurements.lines().get(0))
                .hasToString("BAR row-vs-peer measured=19.9 target=>=20 stretch=>=45 SKIP(no AVX-512)");
    }

    @Test
    void aRunCanSetTheLimitsItself() {
        measurements.measured("row-bytes", 1.4, Comparison.atMost(1.2345), Comparison.atMost(2));
        assertThat(measurements.lines().get(1))
                .hasToString("BAR row-bytes measured=1.4 target=<=1.23 stretch=<=2 FAIL");
    }

    @Test
    void nothingIsSkippedWithoutAReason() {
        assertThatThrownBy(() -> measurements.skipped("row-bytes", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBarIsMeasuredOnce() {
        measurements.measured("row-bytes", 0);
        assertThatThrownBy(() -> measurements.measured("row-bytes", 0)).hasMessageContaining("judged before");
        assertThatThrownBy(() -> measurements.skipped("row-bytes", "why not")).hasMessageContaining("judged before");
    }

    @Test
    void aNameThatIsNoBarIsRefused() {
        assertThatThrownBy(() -> measurements.measured("row-byte", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no bar is named \"row-byte\"; there are [row-vs-peer, row-bytes]");
    }

    @Test
    void twoBarsOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Measurements(List.of(SPEED, SPEED))).hasMessageContaining("row-vs-peer");
    }

    @Test
    void aNameHasNoSpaces() {
        assertThatThrownBy(() -> Bar.of("row vs peer", ">=1", ">=1")).hasMessageContaining("row vs peer");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "51.2837, 51.3",
        "1270, 1270",
        "123456, 123000",
        "4.7e12, 4.7e12",
        "0.88712, 0.887",
        "0.001, 0.001",
        "2.9811e-8, 2.98e-8",
        "1e-6, 1e-6",
        "Infinity, Infinity",
        "-0.25, -0.25"
    })
    void figuresHaveThreeDigitsInEveryLocale(double value, String text) {
        Locale home = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("ar", "EG"));
            assertThat(Figure.rounded(value)).isEqualTo(text);
        } finally {
            Locale.setDefault(home);
        }
    }
}
