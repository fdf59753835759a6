package io.mlstack.train.evaluate;

import io.mlstack.train.evaluate.internal.Figures;
import io.mlstack.train.evaluate.internal.Wilson;
import java.util.Arrays;
import java.util.List;

/** Whether what is called 70 % happens in 70 of 100 rows. */
final class CalibrationChart {

    private CalibrationChart() {}

    /** @param what the probability speaks of, for the axis */
    static Chart of(CalibrationBins bins, String what) {
        Plot plot = new Plot("Calibration", Axis.unit(what), Axis.unit("share observed")).segment(0, 0, 1, 1, "dash");
        double all = 0;
        for (double w : bins.weights()) {
            all += w;
        }
        int n = 0;
        double[] xs = new double[CalibrationBins.BINS];
        double[] ys = new double[CalibrationBins.BINS];
        for (int k = 0; k < CalibrationBins.BINS; k++) {
            plot.bar(k / 10.0 + 0.005, (k + 1) / 10.0 - 0.005, all > 0 ? 0.18 * bins.weights()[k] / all : 0, "rug");
            if (bins.weights()[k] > 0) {
                xs[n] = bins.meanPredicted()[k];
                ys[n] = bins.shareObserved()[k];
                Wilson interval = Wilson.of(ys[n], bins.weights()[k]);
                plot.segment(xs[n], interval.low(), xs[n], interval.high(), "whisker");
                n++;
            }
        }
        plot.path(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n), "line thin");
        for (int i = 0; i < n; i++) {
            plot.dot(xs[i], ys[i], 3.5, "point");
        }
        return new Chart(
                "Calibration",
                "On the diagonal, what is called 70 % happens in 70 of 100 rows. Whiskers are 95 % intervals, bars the rows in "
                        + "each bin. Mean distance " + Figures.of(bins.expectedError()) + ".",
                List.of(),
                plot);
    }
}
