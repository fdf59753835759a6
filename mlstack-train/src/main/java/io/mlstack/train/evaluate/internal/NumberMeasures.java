package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import java.util.List;

/** The metrics of a regression. */
final class NumberMeasures implements Measures {

    private final List<Metric> metrics;
    private final Residuals residuals;

    NumberMeasures(NumberRows rows, List<Metric> metrics) {
        this.metrics = metrics;
        this.residuals = new Residuals(rows.truth(), rows.predicted());
    }

    @Override
    public int count() {
        return metrics.size();
    }

    @Override
    public void measure(double[] weights, double[] out, int offset) {
        for (int m = 0; m < metrics.size(); m++) {
            out[offset + m] = value(metrics.get(m), weights);
        }
    }

    private double value(Metric metric, double[] weights) {
        return switch (metric) {
            case RMSE -> residuals.rootMeanSquared(weights);
            case MAE -> residuals.meanAbsolute(weights);
            case MAPE -> residuals.meanAbsoluteRelative(weights);
            case R2 -> residuals.determination(weights);
            case ACCURACY,
                    BALANCED_ACCURACY,
                    PRECISION,
                    RECALL,
                    F1,
                    MCC,
                    KAPPA,
                    ROC_AUC,
                    AVERAGE_PRECISION,
                    LOG_LOSS,
                    BRIER,
                    ECE,
                    COST -> throw new IllegalArgumentException(metric.label() + " is no measure of a regression");
        };
    }
}
