package io.mlstack.benchmarks.peer;

/**
 * What a call brings and takes.
 *
 * @param rows how many rows at once
 * @param inputs numbers a row
 * @param outputs numbers a prediction
 */
public record Call(int rows, int inputs, int outputs) {

    /** Numbers that come in. */
    public int in() {
        return rows * inputs;
    }

    /** Numbers that go out. */
    public int out() {
        return rows * outputs;
    }
}
