package io.mlstack.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PlotTest {

    @Test
    void ticksAreRoundAndCoverTheValues() {
        Axis axis = Axis.round(-3, 147, "y");
        assertThat(axis.ticks()).containsExactly(-20.0, 0.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0, 140.0, 160.0);
        assertThat(axis.label(-20)).isEqualTo("\u221220");
        assertThat(Axis.unit("x").label(0.25)).isEqualTo("0.25");
        assertThat(Axis.round(0, 0.6, "x").label(0.1)).isEqualTo("0.1");
    }

    @Property(tries = 300)
    void anyRangeGetsAnAxis(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double a,
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double b) {
        double min = Math.min(a, b);
        double max = Math.max(a, b);
        Axis axis = Axis.round(min, max, "x");
        assertThat(axis.min()).isLessThanOrEqualTo(min);
        assertThat(axis.max()).isGreaterThanOrEqualTo(max - 1e-8 * (max - min)).isGreaterThan(axis.min());
        assertThat(axis.ticks()).hasSizeBetween(2, 12);
    }

    @Test
    void pointsOnTopOfEachOtherAreDrawnOnce() {
        double[] xs = new double[100_000];
        Arrays.setAll(xs, i -> i / 1e5);
        Plot plot = new Plot("line", Axis.unit("x"), Axis.unit("y")).path(xs, xs, "line");
        assertThat(plot.done().toString().length()).isLessThan(20_000);
    }

    @Test
    void textAndAttributesAreEscaped() {
        Markup markup = new Markup().leaf("p", "<b>&", "title", "\"><script>");
        assertThat(markup.toString()).isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;</p>");
    }

    @Test
    void anOpenElementIsNoPage() {
        assertThatThrownBy(() -> new Markup().open("p").toString())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p");
    }
}
