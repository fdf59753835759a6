package io.mlstack.serve.predict.internal.compute;

/**
 * What a program needs to write to while it runs.
 *
 * @param registers numbers a row
 * @param numbers the most that a linear step gathers or imputes
 * @param widest features of the widest layer; 0 without dense layers
 */
public record Size(int registers, int numbers, int widest) {}
