package io.mlstack.benchmarks.model;

import io.mlstack.api.model.ModelGraph;

/** A model as each contender needs it, with rows to score and the numbers that are right. Immutable. */
public interface BenchmarkModel {

    /** Numbers a row. */
    int inputs();

    /** Numbers a prediction. */
    int outputs();

    /** {@code count} different rows, row-major; the same ones each time. */
    float[] rows(int count);

    /** Scores the row at {@code offset} in double precision, slowly and plainly. */
    double[] reference(float[] rows, int offset);

    /** As mlstack trains it: one output column of {@link #outputs} numbers. */
    ModelGraph graph();

    /** The content of an {@code .onnx} file with input {@code x} and output {@code y} for {@code rows} rows a call. */
    byte[] onnx(int rows);
}
