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

    /** Features that lie together in a block of a dense layer. */
    static final int GROUP = 6;

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
    /** Activations of one row that are not zero, and the inputs they belong to. */
    final float[] active;

    final int[] activeInputs;
    /** Sums of a dense layer. */
    final float[] sums;

    /** Space of tree ensembles. */
    final TreeScratch trees;

    private double[] registers;
    private float[][] front = NO_BLOCKS;
    private float[][] back = NO_BLOCKS;
    private float[] frontRows = NO_ROWS;
    private float[] backRows = NO_ROWS;

    public Workspace(Size size) {
        this.size = size;
        this.numbers = new double[size.numbers()];
        this.active = new float[size.widest() + 1];
        this.activeInputs = new int[size.widest() + 1];
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

    /** Activations of a block: feature k of row r is {@code [k / 6][k % 6 * 256 + r]}. */
    float[][] front() {
        if (front.length == 0) {
            front = blocks();
        }
        return front;
    }

    /** A second such array. */
    float[][] back() {
        if (back.length == 0) {
            back = blocks();
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

    private float[] room(float[] given, int rows) {
        int needed = Math.multiplyExact(size.widest() + SLACK, rows);
        return given.length < needed ? new float[needed] : given;
    }

    private float[][] blocks() {
        return new float[(size.widest() + GROUP - 1) / GROUP][GROUP * BLOCK];
    }
}
