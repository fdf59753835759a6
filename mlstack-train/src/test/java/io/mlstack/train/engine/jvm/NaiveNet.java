package io.mlstack.train.engine.jvm;

/** A dense net in double, one number at a time, straight from the formulas. */
final class NaiveNet {
    private final NetShape shape;
    private final NetLoss loss;
    private final double[][] masks;

    /** @param masks factors of each hidden layer's outputs, {@code [rows, width]}, or null */
    NaiveNet(NetShape shape, NetLoss loss, double[][] masks) {
        this.shape = shape;
        this.loss = loss;
        this.masks = masks;
    }

    /** The sum over rows of scale times loss. */
    double value(double[] parameters, double[][] x, double[] targets, double[] scales) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double[][] outputs = forward(parameters, x[i], i);
            total += scales[i] * rowLoss(outputs[shape.layers()], targets[i]);
        }
        return total;
    }

    double[] gradient(double[] parameters, double[][] x, double[] targets, double[] scales) {
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < x.length; i++) {
            double[][] a = forward(parameters, x[i], i);
            double[] delta = scoreDerivatives(a[shape.layers()], targets[i]);
            for (int k = 0; k < delta.length; k++) {
                delta[k] *= scales[i];
            }
            for (int l = shape.layers() - 1; l >= 0; l--) {
                double[] before = new double[shape.in(l)];
                for (int p = 0; p < shape.in(l); p++) {
                    for (int k = 0; k < shape.out(l); k++) {
                        int at = shape.weightOffset(l) + p * shape.out(l) + k;
                        gradient[at] += a[l][p] * delta[k];
                        before[p] += parameters[at] * delta[k];
                    }
                }
                for (int k = 0; k < shape.out(l); k++) {
                    gradient[shape.biasOffset(l) + k] += delta[k];
                }
                if (l > 0) {
                    for (int p = 0; p < before.length; p++) {
                        double factor = mask(l - 1, i, p);
                        double plain = factor == 0 ? 0 : a[l][p] / factor;
                        before[p] *= factor * derivative(plain);
                    }
                }
                delta = before;
            }
        }
        return gradient;
    }

    /** The input, and each layer's outputs after activation and mask; raw scores last. */
    private double[][] forward(double[] parameters, double[] x, int row) {
        double[][] a = new double[shape.layers() + 1][];
        a[0] = x;
        for (int l = 0; l < shape.layers(); l++) {
            a[l + 1] = new double[shape.out(l)];
            for (int k = 0; k < shape.out(l); k++) {
                double sum = parameters[shape.biasOffset(l) + k];
                for (int p = 0; p < shape.in(l); p++) {
                    sum += a[l][p] * parameters[shape.weightOffset(l) + p * shape.out(l) + k];
                }
                a[l + 1][k] = l + 1 < shape.layers() ? activate(sum) * mask(l, row, k) : sum;
            }
        }
        return a;
    }

    private double mask(int layer, int row, int k) {
        return masks == null ? 1 : masks[layer][row * shape.out(layer) + k];
    }

    private double activate(double z) {
        return switch (shape.hidden()) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case SIGMOID -> 1 / (1 + Math.exp(-z));
            default -> throw new IllegalArgumentException("no net is trained with " + shape.hidden());
            case IDENTITY -> z;
        };
    }

    private double derivative(double output) {
        return switch (shape.hidden()) {
            case RELU -> output > 0 ? 1 : 0;
            case TANH -> 1 - output * output;
            case SIGMOID -> output * (1 - output);
            default -> throw new IllegalArgumentException("no net is trained with " + shape.hidden());
            case IDENTITY -> 1;
        };
    }

    private double rowLoss(double[] z, double target) {
        return switch (loss) {
            case SOFTMAX -> -Math.log(Naive.softmax(z)[(int) target]);
            case SIGMOID -> Math.log1p(Math.exp(target == 1 ? -z[0] : z[0]));
            case SQUARED -> 0.5 * (z[0] - target) * (z[0] - target);
        };
    }

    private double[] scoreDerivatives(double[] z, double target) {
        switch (loss) {
            case SOFTMAX -> {
                double[] p = Naive.softmax(z);
                p[(int) target] -= 1;
                return p;
            }
            case SIGMOID -> {
                return new double[] {1 / (1 + Math.exp(-z[0])) - target};
            }
            case SQUARED -> {
                return new double[] {z[0] - target};
            }
        }
        throw new AssertionError(loss);
    }
}
