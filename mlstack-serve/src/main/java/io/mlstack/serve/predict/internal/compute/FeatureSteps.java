package io.mlstack.serve.predict.internal.compute;

import org.jspecify.annotations.Nullable;

/** Steps that make features of columns. */
final class FeatureSteps {

    private FeatureSteps() {}

    /**
     * Imputes, then standardises, then rounds to float32: each of the three may be absent.
     *
     * @param fill what stands in for NaN
     * @param mean together with {@code deviation}
     */
    static final class Prepare extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final double @Nullable [] fill;
        private final double @Nullable [] mean;
        private final double @Nullable [] deviation;
        private final boolean rounds;

        Prepare(
                int from,
                int to,
                int width,
                double @Nullable [] fill,
                double @Nullable [] mean,
                double @Nullable [] deviation,
                boolean rounds) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.fill = fill;
            this.mean = mean;
            this.deviation = deviation;
            this.rounds = rounds;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            if (fill == null) {
                System.arraycopy(registers, base + from, registers, base + to, width);
            } else {
                impute(registers, base + from, base + to, fill);
            }
            if (mean != null && deviation != null) {
                standardise(registers, base + to, mean, deviation);
            }
            if (rounds) {
                round(registers, base + to, width);
            }
        }

        @Override
        void block(double[] registers, int stride, int rows, Workspace workspace) {
            for (int r = 0; r < rows; r++) {
                row(registers, r * stride, workspace);
            }
        }

        private static void impute(double[] registers, int from, int to, double[] fill) {
            for (int i = 0; i < fill.length; i++) {
                double x = registers[from + i];
                registers[to + i] = Double.isNaN(x) ? fill[i] : x;
            }
        }

        private static void standardise(double[] registers, int at, double[] mean, double[] deviation) {
            for (int i = 0; i < mean.length; i++) {
                registers[at + i] = (registers[at + i] - mean[i]) / deviation[i];
            }
        }

        private static void round(double[] registers, int at, int width) {
            for (int i = 0; i < width; i++) {
                registers[at + i] = (float) registers[at + i];
            }
        }
    }

    /** 1 in the place of the code, else 0. */
    static final class OneHot extends Step {
        private final int code;
        private final int to;
        private final int levels;

        OneHot(int code, int to, int levels) {
            this.code = code;
            this.to = to;
            this.levels = levels;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < levels; i++) {
                registers[base + to + i] = 0;
            }
            int level = Codes.level(registers[base + code], levels);
            if (level >= 0) {
                registers[base + to + level] = 1;
            }
        }
    }

    /** Brings together what a concat could not be laid out around. */
    static final class Gather extends Step {
        private final int[] from;
        private final int[] to;

        Gather(int[] from, int[] to) {
            this.from = from;
            this.to = to;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < from.length; i++) {
                registers[base + to[i]] = registers[base + from[i]];
            }
        }

        @Override
        boolean isIdle() {
            return from.length == 0;
        }
    }
}
