package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersKeepThreeDecimalsBelowTen() {
        assertThat(Figures.of(0.97368)).isEqualTo("0.974");
        assertThat(Figures.of(-0.25)).isEqualTo("\u22120.250");
        assertThat(Figures.of(54.382)).isEqualTo("54.4");
        assertThat(Figures.of(1234567.8)).isEqualTo("1,234,568");
        assertThat(Figures.of(999.96)).isEqualTo("1,000.0");
        assertThat(Figures.of(1000)).isEqualTo("1,000");
    }

    @Test
    void nearlyOneIsNotCalledOneAndNearlyZeroNotZero() {
        assertThat(Figures.of(0.99996)).isEqualTo("0.99996");
        assertThat(Figures.of(1)).isEqualTo("1");
        assertThat(Figures.of(0.0001)).isEqualTo("0.0001");
        assertThat(Figures.of(0)).isEqualTo("0");
        assertThat(Figures.percent(0.99999)).isEqualTo("99.999\u00a0%");
        assertThat(Figures.percent(1)).isEqualTo("100\u00a0%");
        assertThat(Figures.percent(0.9532)).isEqualTo("95.3\u00a0%");
    }

    @Test
    void anUndefinedNumberSaysSo() {
        assertThat(Figures.of(Double.NaN)).isEqualTo("undefined");
        assertThat(Figures.of(Double.NEGATIVE_INFINITY)).isEqualTo("\u2212\u221e");
    }

    @Test
    void signsAndCounts() {
        assertThat(Figures.signed(0.014)).isEqualTo("+0.014");
        assertThat(Figures.signed(0)).isEqualTo("0");
        assertThat(Figures.count(1234)).isEqualTo("1,234");
        assertThat(Figures.count(123)).isEqualTo("123");
        assertThat(Figures.count(2.5)).isEqualTo("2.5");
    }

    @Test
    void statedAmountsHaveNoZerosToFillUp() {
        assertThat(Figures.plain(20)).isEqualTo("20");
        assertThat(Figures.plain(3.2)).isEqualTo("3.2");
        assertThat(Figures.plain(1234.5)).isEqualTo("1,230");
        assertThat(Figures.plain(0)).isEqualTo("0");
    }

    @Test
    void whatRoundingLeavesBesideOneIsOne() {
        assertThat(Figures.of(Math.nextDown(1.0))).isEqualTo("1");
    }
}
