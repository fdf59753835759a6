package io.mlstack.benchmarks.model;

import java.util.Random;

/**
 * What boosted trees are trained on: a made-up question that needs deep trees and can be answered for some rows only, so
 * that no branch runs out of rows and the trees come out nearly full.
 *
 * @param trees how many
 * @param depth splits on the way to a leaf
 * @param features numbers a row, standard normal
 */
public record TreeTask(int trees, int depth, int features) {

    /** Rows to train on. */
    public static final int TRAINING_ROWS = 20_000;

    /** How XGBoost is told to train, beside the depth; part of {@link #key}. */
    public static final double ETA = 0.1;

    private static final long TRAINING_SEED = 31;
    private static final long LABEL_SEED = 32;
    private static final long ROW_SEED = 33;

    /** Names the trained model: another task, seed or way to train has another key. */
    public String key() {
        return "trees-" + trees + "x" + depth + "x" + features + "-" + TRAINING_ROWS + "rows-eta" + ETA + "-seed"
                + TRAINING_SEED + "-" + LABEL_SEED + "-xgboost3.4.0-1";
    }

    /** Rows to train on, row-major. */
    public float[] trainingRows() {
        return draw(TRAINING_ROWS, TRAINING_SEED);
    }

    /** Rows to score, row-major; none of them was trained on. */
    public float[] rows(int count) {
        return draw(count, ROW_SEED);
    }

    /** 0 or 1 for each training row: products and waves of the features, and a toss where they say little. */
    public float[] labels(float[] rows) {
        Random random = new Random(LABEL_SEED);
        float[] labels = new float[rows.length / features];
        for (int r = 0; r < labels.length; r++) {
            double margin = 0;
            for (int i = 0; i < features; i++) {
                double x = rows[r * features + i];
                double next = rows[r * features + (i + 1) % features];
                margin += x * next + Math.sin(3 * x);
            }
            double p = 1 / (1 + Math.exp(-2 * margin / Math.sqrt(features)));
            labels[r] = random.nextDouble() < p ? 1 : 0;
        }
        return labels;
    }

    private float[] draw(int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * features];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }
}
