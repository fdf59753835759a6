package io.mlstack.train.engine.jvm;

import io.mlstack.train.Optimiser;

/** An optimiser's state and its step; the parameters are one array and so is each slot. Not thread-safe. */
abstract sealed class Update {
    static Update of(Optimiser optimiser, int parameters) {
        return switch (optimiser) {
            case ADAMW -> new AdamW(parameters);
            case SGD -> new Momentum(parameters);
        };
    }

    /** Called once before the ranges of a step. */
    abstract void begin(float learningRate);

    /**
     * Moves the parameters of {@code [from, to)}.
     *
     * @param gradientScale what each gradient is multiplied by first
     * @param decay weight decay: the share of each parameter, times the learning rate, that a step takes away
     */
    abstract void apply(float[] parameters, float[] gradient, int from, int to, float gradientScale, float decay);

    /** D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with decoupled decay. */
    private static final class AdamW extends Update {
        private static final float BETA1 = 0.9f;
        private static final float BETA2 = 0.999f;
        private static final float EPSILON = 1e-8f;

        private final float[] first;
        private final float[] second;
        private int steps;
        private float rate;
        private float stepSize;
        private float rootCorrection;

        AdamW(int parameters) {
            first = new float[parameters];
            second = new float[parameters];
        }

        @Override
        void begin(float learningRate) {
            steps++;
            rate = learningRate;
            stepSize = (float) (learningRate / (1 - StrictMath.pow(BETA1, steps)));
            rootCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps)));
        }

        @Override
        void apply(float[] parameters, float[] gradient, int from, int to, float gradientScale, float decay) {
            float shrink = 1f - rate * decay;
            float step = stepSize;
            float correction = rootCorrection;
            float[] m = first;
            float[] v = second;
            for (int i = from; i < to; i++) {
                float g = gradient[i] * gradientScale;
                float mean = Math.fma(BETA1, m[i], (1f - BETA1) * g);
                float square = Math.fma(BETA2, v[i], (1f - BETA2) * g * g);
                m[i] = mean;
                v[i] = square;
                float root = Math.fma((float) Math.sqrt(square), correction, EPSILON);
                parameters[i] = Math.fma(parameters[i], shrink, -step * (mean / root));
            }
        }
    }

    private static final class Momentum extends Update {
        private static final float KEPT = 0.9f;

        private final float[] velocity;
        private float rate;

        Momentum(int parameters) {
            velocity = new float[parameters];
        }

        @Override
        void begin(float learningRate) {
            rate = learningRate;
        }

        @Override
        void apply(float[] parameters, float[] gradient, int from, int to, float gradientScale, float decay) {
            float shrink = 1f - rate * decay;
            float step = rate;
            float[] u = velocity;
            for (int i = from; i < to; i++) {
                float moved = Math.fma(KEPT, u[i], gradient[i] * gradientScale);
                u[i] = moved;
                parameters[i] = Math.fma(parameters[i], shrink, -step * moved);
            }
        }
    }
}
