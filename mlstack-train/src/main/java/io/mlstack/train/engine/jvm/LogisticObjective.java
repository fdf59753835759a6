package io.mlstack.train.engine.jvm;

import java.util.Arrays;

/**
 * The sum over rows of weight times log loss, plus half of {@code l2} times the squared weights; intercepts are free.
 *
 * <p>With one output the model is {@code P(class 1) = sigmoid(z)}; with K outputs it is the full softmax over all K
 * weight vectors. Parameters lie output by output, the intercepts last: {@code [outputs * columns + outputs]}.
 *
 * <p>Rows are cut into blocks whose number depends on the row count alone. Every block has its own partial gradient, and
 * the partial sums are added in block order, so the bits do not depend on the number of threads.
 */
final class LogisticObjective implements Objective {
    private static final int MIN_BLOCK = 512;
    private static final int MAX_BLOCKS = 64;

    private final Design design;
    private final int[] labels;
    private final int outputs;
    private final double l2;
    private final Tasks tasks;
    private final int blockRows;
    private final int blocks;
    private final double[][] scores;
    private final double[][] partialGradients;
    private final double[] partialLosses;

    /**
     * @param labels the class of each row: 0 or 1 with one output, else 0 to {@code outputs - 1}
     */
    LogisticObjective(Design design, int[] labels, int outputs, double l2, Tasks tasks) {
        this.design = design;
        this.labels = labels;
        this.outputs = outputs;
        this.l2 = l2;
        this.tasks = tasks;
        int wanted = (design.rows() + MAX_BLOCKS - 1) / MAX_BLOCKS;
        this.blockRows = Math.max(MIN_BLOCK, (wanted + 7) & -8);
        this.blocks = (design.rows() + blockRows - 1) / blockRows;
        this.scores = new double[blocks][outputs * Math.min(blockRows, design.rows())];
        this.partialGradients = new double[blocks][dimension()];
        this.partialLosses = new double[blocks];
    }

    @Override
    public int dimension() {
        return outputs * design.columns() + outputs;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        tasks.run(blocks, block -> evaluateBlock(block, point));
        int weights = outputs * design.columns();
        double penalty = 0.5 * l2 * Reductions.dot(point, 0, point, 0, weights);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = i < weights ? l2 * point[i] : 0;
        }
        double loss = 0;
        for (int block = 0; block < blocks; block++) {
            loss += partialLosses[block];
            Reductions.addScaled(1, partialGradients[block], 0, gradient, 0, gradient.length);
        }
        return loss + penalty;
    }

    private void evaluateBlock(int block, double[] point) {
        int from = block * blockRows;
        int rows = Math.min(blockRows, design.rows() - from);
        double[] z = scores[block];
        score(point, from, rows, z);
        partialLosses[block] = outputs == 1 ? sigmoidResiduals(from, rows, z) : softmaxResiduals(from, rows, z);
        double[] gradient = partialGradients[block];
        int columns = design.columns();
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < columns; j++) {
                int column = j * design.rows() + from;
                gradient[k * columns + j] = Reductions.dot(design.values(), column, z, k * rows, rows);
            }
            gradient[outputs * columns + k] = Reductions.sum(z, k * rows, rows);
        }
    }

    private void score(double[] point, int from, int rows, double[] z) {
        int columns = design.columns();
        for (int k = 0; k < outputs; k++) {
            Arrays.fill(z, k * rows, (k + 1) * rows, point[outputs * columns + k]);
            for (int j = 0; j < columns; j++) {
                int column = j * design.rows() + from;
                Reductions.addScaled(point[k * columns + j], design.values(), column, z, k * rows, rows);
            }
        }
    }

    /** Replaces scores by weighted residuals; returns the block's loss. */
    private double sigmoidResiduals(int from, int rows, double[] z) {
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            double score = z[i];
            double small = StrictMath.exp(-Math.abs(score));
            boolean positive = labels[from + i] == 1;
            double weight = design.weight(from + i);
            // log(1 + exp(-m)) of the margin m, written so that neither exp nor log can overflow or cancel.
            double margin = positive ? score : -score;
            loss += weight * (Math.max(0, -margin) + StrictMath.log1p(small));
            double probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
            z[i] = weight * (positive ? probability - 1 : probability);
        }
        return loss;
    }

    /** Replaces scores by weighted residuals; returns the block's loss. */
    private double softmaxResiduals(int from, int rows, double[] z) {
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            double max = z[i];
            for (int k = 1; k < outputs; k++) {
                max = Math.max(max, z[k * rows + i]);
            }
            int label = labels[from + i];
            double own = z[label * rows + i];
            double total = 0;
            for (int k = 0; k < outputs; k++) {
                double e = StrictMath.exp(z[k * rows + i] - max);
                z[k * rows + i] = e;
                total += e;
            }
            double weight = design.weight(from + i);
            loss += weight * (StrictMath.log(total) - (own - max));
            for (int k = 0; k < outputs; k++) {
                double probability = z[k * rows + i] / total;
                z[k * rows + i] = weight * (k == label ? probability - 1 : probability);
            }
        }
        return loss;
    }
}
