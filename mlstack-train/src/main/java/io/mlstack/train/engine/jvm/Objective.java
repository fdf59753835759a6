package io.mlstack.train.engine.jvm;

/** A differentiable convex function of a parameter vector. */
interface Objective {
    int dimension();

    /** Returns the value at {@code point} and writes the gradient there into {@code gradient}, every element of it. */
    double evaluate(double[] point, double[] gradient);
}
