package io.mlstack.serve.predict.internal.explain;

/** One function of a net, from numbers to numbers, in float64. Immutable. */
sealed interface Layer {

    /** Numbers that come out. */
    int outputs();

    /** Whether differences that come in go out in proportion, wherever they begin. */
    boolean isAffine();

    /** What comes out for {@code in}. */
    double[] forward(double[] in);

    /**
     * How much the outputs change for a change of each input, on the way from one input to another.
     *
     * @param slopes of a margin over the outputs of this layer
     * @param from one input of this layer
     * @param to another
     * @return slopes of that margin over the inputs
     */
    double[] backward(double[] slopes, double[] from, double[] to);

    /** {@code weights x + bias}; weights row-major, [outputs, inputs]. */
    record Affine(double[] weights, double[] bias) implements Layer {
        @Override
        public int outputs() {
            return bias.length;
        }

        @Override
        public boolean isAffine() {
            return true;
        }

        @Override
        public double[] forward(double[] in) {
            double[] out = bias.clone();
            for (int j = 0; j < out.length; j++) {
                for (int i = 0; i < in.length; i++) {
                    out[j] += weights[j * in.length + i] * in[i];
                }
            }
            return out;
        }

        @Override
        public double[] backward(double[] slopes, double[] from, double[] to) {
            double[] before = new double[from.length];
            for (int j = 0; j < bias.length; j++) {
                for (int i = 0; slopes[j] != 0 && i < before.length; i++) {
                    before[i] += slopes[j] * weights[j * before.length + i];
                }
            }
            return before;
        }
    }

    /** Each number on its own. */
    record Each(int outputs, boolean isAffine, Curve curve) implements Layer {

        /** Below this part of the size of a number, a difference is mostly rounding. */
        private static final double SMALL = 1e-7;

        /** What becomes of number {@code i}. */
        interface Curve {
            /** The value at {@code x}. */
            double at(int i, double x);
        }

        @Override
        public double[] forward(double[] in) {
            double[] out = new double[in.length];
            for (int i = 0; i < in.length; i++) {
                out[i] = curve.at(i, in[i]);
            }
            return out;
        }

        @Override
        public double[] backward(double[] slopes, double[] from, double[] to) {
            double[] before = new double[from.length];
            for (int i = 0; i < before.length; i++) {
                before[i] = slopes[i] == 0 ? 0 : slopes[i] * slope(i, from[i], to[i]);
            }
            return before;
        }

        /** Of the secant; where the two are one, of a short secant around them. */
        private double slope(int i, double from, double to) {
            double size = SMALL * (1 + Math.abs(from));
            if (Math.abs(to - from) > size) {
                return (curve.at(i, to) - curve.at(i, from)) / (to - from);
            }
            double middle = from + (to - from) / 2;
            return (curve.at(i, middle + size) - curve.at(i, middle - size)) / (2 * size);
        }
    }
}
