package io.mlstack.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

    /** Forty-digit arithmetic, rounded; the first two are also printed in AS 241. */
    @ParameterizedTest
    @CsvSource({
        "0.25, -0.6744897501960817432",
        "0.001, -3.0902323061678135354",
        "0.975, 1.9599639845400538556",
        "0.5000001, 2.5066282733116483012e-7",
        "0.075, -1.4395314709384559349",
        "0.925, 1.4395314709384562291",
        "1.1102230246251565404e-16, -8.2095361516013868556",
        "9.3132257461547851563e-10, -6.0093535655307438932",
        "9.5367431640625e-7, -4.763001034267813957",
        "0.99999999999999988898, 8.2095361516013868556",
        "0.5, 0"
    })
    void equalsTheExactQuantile(double p, double z) {
        assertThat(NormalQuantile.of(p)).isCloseTo(z, withPercentage(1e-13));
    }

    @Property
    void isOddAboutTheMiddle(@ForAll @DoubleRange(min = 0.0001, max = 0.5) @Scale(16) double p) {
        double q = 1 - p;
        assertThat(NormalQuantile.of(1 - q)).isCloseTo(-NormalQuantile.of(q), withPercentage(1e-12));
    }

    @Property
    void rises(@ForAll @DoubleRange(min = 1e-12, max = 0.999) @Scale(16) double p) {
        assertThat(NormalQuantile.of(p * 1.001)).isGreaterThan(NormalQuantile.of(p));
    }
}
