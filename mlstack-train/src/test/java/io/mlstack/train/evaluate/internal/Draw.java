package io.mlstack.train.evaluate.internal;

import io.mlstack.api.random.KeyedRandom;
import java.util.Arrays;

/** Draws for simulations: a function of seed and index, equal on every JDK. */
final class Draw {

    private Draw() {}

    /** Uniform in {@code [0, 1)}. */
    static double uniform(long seed, long index) {
        return KeyedRandom.of(seed, "test/simulation").uniform(index);
    }

    /** Standard normal. */
    static double normal(long seed, long index) {
        return KeyedRandom.of(seed, "test/simulation").gaussian(index);
    }

    /** {@code n} ones. */
    static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
