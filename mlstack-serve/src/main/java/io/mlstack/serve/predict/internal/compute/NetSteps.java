package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;

/** Steps of nets outside their dense layers, rounded to float32 where that is what the value holds. */
final class NetSteps {

    private NetSteps() {}

    /** A batch norm that no scaling or layer could take in. */
    static final class Norm extends Step {
        private final int from;
        private final int to;
        private final Affine affine;
        private final boolean rounds;

        Norm(int from, int to, Affine affine, boolean rounds) {
            this.from = from;
            this.to = to;
            this.affine = affine;
            this.rounds = rounds;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < affine.mean().length; i++) {
                double y = affine.apply(registers[base + from + i], i);
                registers[base + to + i] = rounds ? (float) y : y;
            }
        }
    }

    /** An activation of each number. */
    static final class Activate extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final Activation activation;

        Activate(int from, int to, int width, Activation activation) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.activation = activation;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = (float) ActivationMath.apply(activation, registers[base + from + i]);
            }
        }
    }

    /** Negative numbers times a slope. */
    static final class LeakyRelu extends Step {
        private final int from;
        private final int to;
        private final float[] slope;

        LeakyRelu(int from, int to, float[] slope) {
            this.from = from;
            this.to = to;
            this.slope = slope;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < slope.length; i++) {
                double x = registers[base + from + i];
                registers[base + to + i] = x > 0 ? x : (float) (x * slope[i]);
            }
        }
    }
}
