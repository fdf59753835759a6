package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The rows are those of scikit-learn's regression examples: errors -0.5, 0.5, 0 and 1. */
class ResidualsTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final Residuals DOCS = new Residuals(new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0, 2, 8});

    @Test
    void rootMeanSquaredErrorOfTheReferenceRows() {
        assertThat(DOCS.rootMeanSquared(Draw.ones(4))).isEqualTo(Math.sqrt(0.375), EXACT);
    }

    @Test
    void meanAbsoluteErrorOfTheReferenceRows() {
        assertThat(DOCS.meanAbsolute(Draw.ones(4))).isEqualTo(0.5, EXACT);
    }

    @Test
    void meanRelativeErrorOfTheReferenceRows() {
        // (1/6 + 1 + 0 + 1/7) / 4, printed there as 0.3273.
        assertThat(DOCS.meanAbsoluteRelative(Draw.ones(4))).isEqualTo((1.0 / 6 + 1 + 1.0 / 7) / 4, EXACT);
    }

    @Test
    void determinationOfTheReferenceRows() {
        // 1 - 1.5 / 29.1875, printed there as 0.948.
        assertThat(DOCS.determination(Draw.ones(4))).isEqualTo(1 - 1.5 / 29.1875, EXACT);
    }

    @Test
    void determinationOfAReversedPredictionIsBelowZero() {
        assertThat(new Residuals(new double[] {1, 2, 3}, new double[] {3, 2, 1}).determination(Draw.ones(3)))
                .isEqualTo(-3, EXACT);
    }

    @Test
    void determinationIsUndefinedWhereTheTruthDoesNotVary() {
        assertThat(new Residuals(new double[] {2, 2}, new double[] {2, 2}).determination(Draw.ones(2)))
                .isNaN();
    }

    @Test
    void relativeErrorIsUndefinedAtATrueZero() {
        assertThat(new Residuals(new double[] {0, 2}, new double[] {0, 2}).meanAbsoluteRelative(Draw.ones(2)))
                .isNaN();
    }

    @Test
    void weightsCountLikeCopies() {
        Residuals copied = new Residuals(new double[] {3, 3, 7}, new double[] {2, 2, 8});
        Residuals weighted = new Residuals(new double[] {3, 7}, new double[] {2, 8});
        assertThat(weighted.determination(new double[] {2, 1})).isEqualTo(copied.determination(Draw.ones(3)), EXACT);
    }
}
