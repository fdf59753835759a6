package io.mlstack.serve.predict.internal.compute;

/** Steps that choose a class. A NaN among the numbers makes the label missing: nothing was chosen. */
final class LabelSteps {

    private LabelSteps() {}

    /** Position of the highest number, the first of equals. */
    static final class ArgMax extends Step {
        private final int from;
        private final int to;
        private final int width;

        ArgMax(int from, int to, int width) {
            this.from = from;
            this.to = to;
            this.width = width;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            registers[base + to] = argMax(registers, base + from, width);
        }

        @Override
        void block(double[] registers, int stride, int rows, Workspace workspace) {
            for (int r = 0; r < rows; r++) {
                registers[r * stride + to] = argMax(registers, r * stride + from, width);
            }
        }

        private static int argMax(double[] registers, int from, int width) {
            int best = 0;
            double highest = registers[from];
            boolean missing = Double.isNaN(highest);
            for (int i = 1; i < width; i++) {
                double x = registers[from + i];
                missing |= Double.isNaN(x);
                if (x > highest) {
                    highest = x;
                    best = i;
                }
            }
            return missing ? Codes.MISSING : best;
        }
    }

    /** The positive class from a threshold on. */
    static final class Threshold extends Step {
        private final int from;
        private final int to;
        private final int positive;
        private final double threshold;

        Threshold(int from, int to, int positive, double threshold) {
            this.from = from;
            this.to = to;
            this.positive = positive;
            this.threshold = threshold;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            registers[base + to] = choose(registers[base + from + positive], positive, threshold);
        }

        static int choose(double probability, int positive, double threshold) {
            if (Double.isNaN(probability)) {
                return Codes.MISSING;
            }
            return probability >= threshold ? positive : 1 - positive;
        }
    }

    /** The number that belongs to a class; NaN without a class. */
    static final class Pick extends Step {
        private final int numbers;
        private final int code;
        private final int to;
        private final int width;

        Pick(int numbers, int code, int to, int width) {
            this.numbers = numbers;
            this.code = code;
            this.to = to;
            this.width = width;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            int level = Codes.level(registers[base + code], width);
            registers[base + to] = level < 0 ? Double.NaN : registers[base + numbers + level];
        }
    }
}
