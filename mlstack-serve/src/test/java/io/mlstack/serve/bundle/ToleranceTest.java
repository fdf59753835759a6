package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class ToleranceTest {

    private static final List<Tolerance> ALL =
            List.of(Tolerance.exact(), Tolerance.ulps(4), Tolerance.relative(1e-2), Tolerance.absolute(1e300));

    @Property(tries = 500)
    void neighboursOfAFloatAreOneUlpAway(@ForAll @FloatRange(min = -3e38f, max = 3e38f) float value) {
        for (float neighbour : new float[] {Math.nextUp(value), Math.nextDown(value)}) {
            assertThat(Tolerance.ulps(1).accepts(value, neighbour)).isTrue();
            assertThat(Tolerance.exact().accepts(value, neighbour)).isFalse();
        }
        assertThat(Tolerance.ulps(1).accepts(value, Math.nextUp(Math.nextUp(Math.nextUp(value)))))
                .isFalse();
    }

    @Test
    void whatIsNoNumberAgreesWithItselfOnly() {
        for (Tolerance tolerance : ALL) {
            for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                assertThat(tolerance.accepts(odd, odd)).isTrue();
                assertThat(tolerance.accepts(odd, 1)).isFalse();
                assertThat(tolerance.accepts(1, odd)).isFalse();
                assertThat(tolerance.accepts(Double.NEGATIVE_INFINITY, odd)).isEqualTo(odd == Double.NEGATIVE_INFINITY);
            }
            assertThat(tolerance.accepts(0.0, -0.0)).isTrue();
        }
    }

    @Test
    void exactlyTellsDoublesApartThatAreOneFloat() {
        assertThat(Tolerance.exact().accepts(.1, Math.nextUp(.1))).isFalse();
        assertThat(Tolerance.ulps(1).accepts(.1, Math.nextUp(.1))).isTrue();
    }

    @Test
    void relativeToNothingOnlyNothingAgrees() {
        assertThat(Tolerance.relative(1e-2).accepts(0, 1e-300)).isFalse();
        assertThat(Tolerance.relative(1e-2).accepts(-200, -201.9)).isTrue();
        assertThat(Tolerance.absolute(2).accepts(0, 2)).isTrue();
    }

    @Test
    void aLimitThatSaysNothingIsRefused() {
        for (Runnable bad : List.<Runnable>of(
                () -> Tolerance.ulps(-1),
                () -> Tolerance.ulps(5000),
                () -> Tolerance.relative(.1),
                () -> Tolerance.relative(Double.NaN),
                () -> Tolerance.absolute(-1e-9),
                () -> Tolerance.absolute(Double.POSITIVE_INFINITY))) {
            assertThatThrownBy(bad::run)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a limit of");
        }
    }

    @Test
    void theTextIsWhatAPersonWouldSay() {
        assertThat(ALL)
                .extracting(Tolerance::toString)
                .containsExactly(
                        "exactly", "within 4 ulps of float32", "within 0.01 relative", "within 1e+300 absolute");
    }
}
