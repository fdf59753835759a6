package io.mlstack.train.evaluate;

/**
 * Predicted probability beside what happened, in ten bins of equal width.
 *
 * <p>With two classes the probability is the positive class's and what happened is its share; with more it is the
 * winning probability and the share of right answers (Guo and others, ICML 2017). The arrays belong to the record.
 *
 * @param weights weight in each bin
 * @param meanPredicted mean probability in each bin; NaN in an empty one
 * @param shareObserved share of rows where it happened; NaN in an empty one
 */
public record CalibrationBins(double[] weights, double[] meanPredicted, double[] shareObserved) {

    /** Number of bins. */
    public static final int BINS = 10;

    /** Which end of a bin belongs to it. */
    public enum Edge {
        /** {@code [k/10, (k+1)/10)}, the last one closed: the bins of the expected calibration error. */
        LEFT_CLOSED,
        /** {@code (k/10, (k+1)/10]}, the first one closed: the bins of the calibration curve. */
        RIGHT_CLOSED;

        /** The bin of a probability in {@code [0, 1]}. */
        public int bin(double probability) {
            int k = Math.min(BINS - 1, Math.max(0, (int) (probability * BINS)));
            // The product may round across an edge (0.7 * 10 is 7, but 0.29999999999999993 * 10 is 3).
            while (k > 0 && below(probability, k)) {
                k--;
            }
            while (k < BINS - 1 && !below(probability, k + 1)) {
                k++;
            }
            return k;
        }

        private boolean below(double probability, int edge) {
            double at = edge / (double) BINS;
            return switch (this) {
                case LEFT_CLOSED -> probability < at;
                case RIGHT_CLOSED -> probability <= at;
            };
        }
    }

    /** Mean distance between probability and share over the bins, weighted by their rows; NaN without rows. */
    public double expectedError() {
        double sum = 0;
        double all = 0;
        for (int k = 0; k < BINS; k++) {
            if (weights[k] > 0) {
                sum += weights[k] * Math.abs(meanPredicted[k] - shareObserved[k]);
                all += weights[k];
            }
        }
        return all > 0 ? sum / all : Double.NaN;
    }
}
