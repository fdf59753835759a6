package io.mlstack.serve.predict.internal.compute;

import java.util.Arrays;

/** Steps that make calibrated probabilities of scores. */
final class CalibrationSteps {

    private CalibrationSteps() {}

    /** The logistic function of a line. */
    static final class Platt extends Step {
        private final int from;
        private final int to;
        private final double[] slope;
        private final double[] intercept;

        Platt(int from, int to, double[] slope, double[] intercept) {
            this.from = from;
            this.to = to;
            this.slope = slope;
            this.intercept = intercept;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < slope.length; i++) {
                double x = registers[base + from + i];
                registers[base + to + i] = ExpMath.sigmoid(Math.fma(slope[i], x, intercept[i]));
            }
        }
    }

    /** Straight lines between points. */
    static final class Isotonic extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final double[] thresholds;
        private final double[] values;

        Isotonic(int from, int to, int width, double[] thresholds, double[] values) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.thresholds = thresholds;
            this.values = values;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = at(registers[base + from + i]);
            }
        }

        private double at(double x) {
            int last = thresholds.length - 1;
            if (!(x > thresholds[0])) {
                return Double.isNaN(x) ? x : values[0];
            }
            if (x >= thresholds[last]) {
                return values[last];
            }
            int found = Arrays.binarySearch(thresholds, x);
            int left = found < 0 ? -found - 2 : found;
            double slope = (values[left + 1] - values[left]) / (thresholds[left + 1] - thresholds[left]);
            return slope * (x - thresholds[left]) + values[left];
        }
    }

    /** Numbers over one number. */
    static final class Temperature extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final double temperature;

        Temperature(int from, int to, int width, double temperature) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.temperature = temperature;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = registers[base + from + i] / temperature;
            }
        }
    }

    /** Numbers over their sum; all alike where that is 0. */
    static final class Normalise extends Step {
        private final int from;
        private final int to;
        private final int width;

        Normalise(int from, int to, int width) {
            this.from = from;
            this.to = to;
            this.width = width;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += registers[base + from + i];
            }
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = sum == 0 ? 1.0 / width : registers[base + from + i] / sum;
            }
        }
    }
}
