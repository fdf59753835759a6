package io.mlstack.train.evaluate;

import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import io.mlstack.train.evaluate.internal.NumberRows;
import java.util.List;

/** Prediction against truth, and the errors. */
final class RegressionCharts {

    /** A cloud of more points is only darker. */
    private static final int MOST_POINTS = 600;

    private static final int BINS = 24;

    private final Evaluation evaluation;
    private final NumberRows rows;

    RegressionCharts(Evaluation evaluation, NumberRows rows) {
        this.evaluation = evaluation;
        this.rows = rows;
    }

    List<Chart> all() {
        return rows.rows() == 0 ? List.of() : List.of(cloud(), errors());
    }

    private Chart cloud() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows.rows(); i++) {
            least = Math.min(least, Math.min(rows.truth()[i], rows.predicted()[i]));
            most = Math.max(most, Math.max(rows.truth()[i], rows.predicted()[i]));
        }
        String target = evaluation.problem().target();
        Axis x = Axis.round(least, most, "predicted " + target);
        Axis y = Axis.round(least, most, "true " + target);
        Plot plot = new Plot("Truth against prediction", x, y).segment(x.min(), x.min(), x.max(), x.max(), "dash");
        Permutation order =
                KeyedRandom.of(evaluation.judged().seed(), "report/cloud").permutation(rows.rows());
        for (int k = 0; k < Math.min(MOST_POINTS, rows.rows()); k++) {
            int i = (int) order.at(k);
            plot.dot(rows.predicted()[i], rows.truth()[i], 2.6, "cloud");
        }
        String drawn = rows.rows() > MOST_POINTS ? " " + MOST_POINTS + " rows drawn at random." : "";
        return new Chart("Truth against prediction", "On the diagonal the two are equal." + drawn, List.of(), plot);
    }

    private Chart errors() {
        double widest = 0;
        for (int i = 0; i < rows.rows(); i++) {
            widest = Math.max(widest, Math.abs(rows.predicted()[i] - rows.truth()[i]));
        }
        Axis x = Axis.round(-widest, widest, "predicted minus true");
        double[] counts = new double[BINS];
        double top = 0;
        for (int i = 0; i < rows.rows(); i++) {
            double at = x.at(rows.predicted()[i] - rows.truth()[i]);
            int bin = (int) Math.max(0, Math.min(BINS - 1, at * BINS));
            counts[bin] += rows.weights()[i];
            top = Math.max(top, counts[bin]);
        }
        Plot plot = new Plot("Distribution of the errors", x, Axis.round(0, top, "rows"));
        double width = (x.max() - x.min()) / BINS;
        for (int k = 0; k < BINS; k++) {
            plot.bar(x.min() + (k + 0.06) * width, x.min() + (k + 0.94) * width, counts[k], "bar1");
        }
        plot.segment(0, 0, 0, top, "mark");
        return new Chart("Errors", "Errors that lie to one side of 0 are a bias that data can mend.", List.of(), plot);
    }
}
