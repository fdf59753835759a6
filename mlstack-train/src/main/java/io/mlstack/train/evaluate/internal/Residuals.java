package io.mlstack.train.evaluate.internal;

/** Truth and prediction of a number, and what separates them. Immutable; the arrays are not copied and must not change. */
public final class Residuals {

    private final double[] truth;
    private final double[] absolute;
    private final double[] squared;
    private final double[] relative;
    private final boolean zeroTruth;

    /**
     * @param truth finite
     * @param predicted finite, as long as {@code truth}
     */
    public Residuals(double[] truth, double[] predicted) {
        this.truth = truth;
        this.absolute = new double[truth.length];
        this.squared = new double[truth.length];
        this.relative = new double[truth.length];
        boolean zero = false;
        for (int i = 0; i < truth.length; i++) {
            double difference = predicted[i] - truth[i];
            absolute[i] = Math.abs(difference);
            squared[i] = difference * difference;
            zero |= truth[i] == 0;
            relative[i] = truth[i] == 0 ? 0 : Math.abs(difference / truth[i]);
        }
        this.zeroTruth = zero;
    }

    /** Root of the mean squared error, in the unit of the target. */
    public double rootMeanSquared(double[] weights) {
        return Math.sqrt(RowLosses.mean(squared, weights));
    }

    /** Mean absolute error, in the unit of the target. */
    public double meanAbsolute(double[] weights) {
        return RowLosses.mean(absolute, weights);
    }

    /** Mean of {@code |error / truth|}; NaN as soon as one true value is 0, where a relative error does not exist. */
    public double meanAbsoluteRelative(double[] weights) {
        return zeroTruth ? Double.NaN : RowLosses.mean(relative, weights);
    }

    /**
     * Share of the variance that the prediction explains, {@code 1 - SS(error) / SS(truth - mean)}, at most 1 and below 0
     * for a prediction worse than the mean; NaN when the true values do not vary.
     */
    public double determination(double[] weights) {
        double mean = RowLosses.mean(truth, weights);
        double errors = 0;
        double spread = 0;
        for (int i = 0; i < truth.length; i++) {
            double centred = truth[i] - mean;
            errors += weights[i] * squared[i];
            spread += weights[i] * (centred * centred);
        }
        return spread > 0 ? 1 - errors / spread : Double.NaN;
    }
}
