package io.mlstack.train.evaluate.internal;

import io.mlstack.train.evaluate.CalibrationBins;
import io.mlstack.train.evaluate.CalibrationBins.Edge;

/** The bin of each row's probability, to be filled under many weights. Immutable; the arrays must not be written. */
public final class Binning {

    private final double[] probabilities;
    private final boolean[] happened;
    private final byte[] bins;

    /**
     * @param probabilities in {@code [0, 1]}
     * @param happened whether what the probability spoke of came true
     */
    public Binning(double[] probabilities, boolean[] happened, Edge edge) {
        this.probabilities = probabilities;
        this.happened = happened;
        this.bins = new byte[probabilities.length];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = (byte) edge.bin(probabilities[i]);
        }
    }

    /** The filled bins. */
    public CalibrationBins under(double[] weights) {
        double[] total = new double[CalibrationBins.BINS];
        double[] predicted = new double[CalibrationBins.BINS];
        double[] observed = new double[CalibrationBins.BINS];
        for (int i = 0; i < bins.length; i++) {
            double w = weights[i];
            total[bins[i]] += w;
            predicted[bins[i]] += w * probabilities[i];
            observed[bins[i]] += happened[i] ? w : 0;
        }
        for (int k = 0; k < total.length; k++) {
            predicted[k] = total[k] > 0 ? predicted[k] / total[k] : Double.NaN;
            observed[k] = total[k] > 0 ? observed[k] / total[k] : Double.NaN;
        }
        return new CalibrationBins(total, predicted, observed);
    }
}
