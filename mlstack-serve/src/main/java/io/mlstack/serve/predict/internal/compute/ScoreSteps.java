package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.LinkFunction;

/** Steps that turn raw scores into probabilities. */
final class ScoreSteps {

    private ScoreSteps() {}

    /** The logistic function of each number. */
    static final class Sigmoid extends Step {
        private final int from;
        private final int to;
        private final int width;

        Sigmoid(int from, int to, int width) {
            this.from = from;
            this.to = to;
            this.width = width;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = ExpMath.sigmoid(registers[base + from + i]);
            }
        }

        @Override
        void block(double[] registers, int stride, int rows, Workspace workspace) {
            for (int r = 0; r < rows; r++) {
                row(registers, r * stride, workspace);
            }
        }
    }

    /** A link function of each number. */
    static final class Link extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final LinkFunction function;

        Link(int from, int to, int width, LinkFunction function) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.function = function;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = apply(function, registers[base + from + i]);
            }
        }

        private static double apply(LinkFunction function, double x) {
            return switch (function) {
                case EXP -> ExpMath.exp(x);
                case SOFTPLUS -> x > 0 ? x + StrictMath.log1p(ExpMath.exp(-x)) : StrictMath.log1p(ExpMath.exp(x));
                case SIGNED_SQUARE -> x * Math.abs(x);
                case STEP -> Double.isNaN(x) ? x : x > 0 ? 1 : 0;
            };
        }
    }

    /** exp(x - max) over its sum; all NaN where an input is NaN or the highest is infinite. */
    static final class Softmax extends Step {
        private final int from;
        private final int to;
        private final int width;

        Softmax(int from, int to, int width) {
            this.from = from;
            this.to = to;
            this.width = width;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            softmax(registers, base + from, base + to, width);
        }

        @Override
        void block(double[] registers, int stride, int rows, Workspace workspace) {
            for (int r = 0; r < rows; r++) {
                softmax(registers, r * stride + from, r * stride + to, width);
            }
        }

        private static void softmax(double[] registers, int from, int to, int width) {
            double highest = registers[from];
            for (int i = 1; i < width; i++) {
                double x = registers[from + i];
                highest = x > highest ? x : highest;
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                double e = ExpMath.exp(registers[from + i] - highest);
                registers[to + i] = e;
                sum += e;
            }
            for (int i = 0; i < width; i++) {
                registers[to + i] /= sum;
            }
        }
    }

    /** Both probabilities from that of the positive class. */
    static final class TwoClass extends Step {
        private final int from;
        private final int to;
        private final int positive;

        TwoClass(int from, int to, int positive) {
            this.from = from;
            this.to = to;
            this.positive = positive;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            double p = registers[base + from];
            registers[base + to + positive] = p;
            registers[base + to + 1 - positive] = 1 - p;
        }
    }
}
