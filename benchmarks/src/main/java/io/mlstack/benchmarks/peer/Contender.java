package io.mlstack.benchmarks.peer;

/** Somebody who has loaded a model; used by one thread. */
public interface Contender extends AutoCloseable {

    /**
     * Scores the rows it was opened for: from the caller's array into the caller's array, copies included.
     *
     * @param in row-major, the first row at {@code inOffset}
     * @param out row-major, the first prediction goes to {@code outOffset}
     * @throws Exception if the contender failed; its time is worth nothing then
     */
    void score(float[] in, int inOffset, float[] out, int outOffset) throws Exception;

    @Override
    default void close() throws Exception {}
}
