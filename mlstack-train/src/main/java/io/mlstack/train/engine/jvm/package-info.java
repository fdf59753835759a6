/**
 * The pure-Java engine: linear and logistic models solved to convergence, and dense nets.
 *
 * <p>Its arithmetic is pinned: sums have one fixed order, transcendental functions come from {@link StrictMath} or from
 * polynomials in this package, and work is cut into tasks by the size of the data, never by the number of threads.
 * The same input therefore gives the same bits on every JDK, with scalar or SIMD kernels, on one thread or many.
 */
@NullMarked
package io.mlstack.train.engine.jvm;

import org.jspecify.annotations.NullMarked;
