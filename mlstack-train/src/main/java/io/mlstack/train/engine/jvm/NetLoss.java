package io.mlstack.train.engine.jvm;

/**
 * What a net is trained to make small. Each constant turns a row of raw scores into the row's loss and replaces the
 * scores by the derivative of that loss.
 */
enum NetLoss {
    /** Cross-entropy after a softmax over all outputs; the target is the class. */
    SOFTMAX {
        @Override
        double lossAndGradient(float[] z, int at, int outputs, float target, float scale) {
            float max = z[at];
            for (int k = 1; k < outputs; k++) {
                max = Math.max(max, z[at + k]);
            }
            int label = (int) target;
            double own = (double) z[at + label] - max;
            double total = 0;
            for (int k = 0; k < outputs; k++) {
                float e = FloatMath.exp(z[at + k] - max);
                z[at + k] = e;
                total += e;
            }
            float share = (float) (1 / total);
            for (int k = 0; k < outputs; k++) {
                float probability = z[at + k] * share;
                z[at + k] = scale * (k == label ? probability - 1f : probability);
            }
            return StrictMath.log(total) - own;
        }
    },
    /** Binary cross-entropy after a sigmoid on the one output; the target is 0 or 1. */
    SIGMOID {
        @Override
        double lossAndGradient(float[] z, int at, int outputs, float target, float scale) {
            double score = z[at];
            double margin = target == 1f ? score : -score;
            z[at] = scale * (FloatMath.sigmoid(z[at]) - target);
            return Math.max(0, -margin) + StrictMath.log1p(StrictMath.exp(-Math.abs(score)));
        }
    },
    /** Half the squared error of the one output. */
    SQUARED {
        @Override
        double lossAndGradient(float[] z, int at, int outputs, float target, float scale) {
            float error = z[at] - target;
            z[at] = scale * error;
            return 0.5 * error * error;
        }
    };

    /**
     * @param z scores of the row from {@code at}; the derivatives times {@code scale} afterwards
     * @return the loss of the row, not scaled
     */
    abstract double lossAndGradient(float[] z, int at, int outputs, float target, float scale);
}
