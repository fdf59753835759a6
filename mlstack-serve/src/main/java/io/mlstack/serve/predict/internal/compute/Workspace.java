package io.mlstack.serve.predict.internal.compute;

import io.mlstack.serve.predict.internal.compute.tree.TreeScratch;

/**
 * The memory a program writes to while it runs; of one thread at a time.
 *
 * <p>Memory for many rows is taken on the first call that brings them, so that a pool of workspaces for single rows stays
 * small.
 */
public final class Workspace {

    /** Rows that run through a program together. A constant, because the dense kernels need it as one. */
    static final int BLOCK = 256;

    /** Numbers past the last sum that a kernel may write, because it writes whole vectors. */
    static final int SLACK = 64;

    private static final float[][] NO_BLOCKS = {};
    private static final float[] NO_ROWS = {};

    private final Size size;

    /** Space of a linear step for the numbers it has gathered or imputed. */
    final double[] numbers;
    /** Space of a linear program for the scores of a block. */
    final double[] scores = new double[BLOCK];
    /** Space of a linear program for the answers of one row. */
    final double[] answers = new double[LinearProgram.ANSWERS];
    /** Activations of one row. */
    final float[] activations;
    /** Sums of a dense layer of one row, its activations after it. */
    final float[] sums;
    /** Which activations are not zero. */
    final int[] positive;

    /** Space of tree ensembles. */
    final TreeScratch trees;

    private double[] registers;
    private float[][] front = NO_BLOCKS;
    private float[][] back = NO_BLOCKS;
    private float[] frontRows = NO_ROWS;
    private float[] backRows = NO_ROWS;
    private float[] runs = NO_ROWS;

    public Workspace(Size size) {
        this.size = size;
        this.numbers = new double[size.numbers()];
        this.activations = new float[size.widest() + SLACK];
        this.positive = new int[size.widest()];
        this.sums = new float[size.widest() + SLACK];
        this.trees = new TreeScratch(size.trees());
        this.registers = new double[size.registers()];
    }

    public Size size() {
        return size;
    }

    double[] registers() {
        return registers;
    }

    double[] registersOfBlock() {
        int needed = Math.multiplyExact(size.registers(), BLOCK);
        if (registers.length < needed) {
            registers = new double[needed];
        }
        return registers;
    }

    /** Activations of a block: feature k of row r is {@code [k / 3][k % 3 * 256 + r]}; an even number of groups. */
    float[][] front() {
        if (front.length == 0) {
            front = new float[(size.widest() + 5) / 6 * 2][DenseBlockKernels.IN * BLOCK];
        }
        return front;
    }

    /** Sums of a block: output j of row r is {@code [j / 4][j % 4 * 256 + r]}. */
    float[][] back() {
        if (back.length == 0) {
            back = new float[(size.widest() + 3) / 4][DenseBlockKernels.OUT * BLOCK];
        }
        return back;
    }

    /** Room for {@code rows} rows of the widest layer and its slack. */
    float[] frontRows(int rows) {
        frontRows = room(frontRows, rows);
        return frontRows;
    }

    /** A second such array. */
    float[] backRows(int rows) {
        backRows = room(backRows, rows);
        return backRows;
    }

    /** Room for runs of weights as they are stored. */
    float[] runs() {
        if (runs.length == 0) {
            runs = new float[DenseStoredKernels.OUT * DenseStoredKernels.RUN];
        }
        return runs;
    }

    private float[] room(float[] given, int rows) {
        int needed = Math.multiplyExact(size.widest() + SLACK, rows);
        return given.length < needed ? new float[needed] : given;
    }
}
