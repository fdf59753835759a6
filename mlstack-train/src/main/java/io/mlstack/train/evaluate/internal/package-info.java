/**
 * The arithmetic of evaluation on plain arrays: tallies, rankings, losses, resampling and tests of difference.
 *
 * <p>Inside this package an undefined number is {@link Double#NaN}, so that a resampling loop stays primitive; every way
 * out of it turns that into an explicit "undefined, because". All functions are pure and deterministic: logarithms and
 * exponentials are StrictMath's, sums run in row order.
 */
@NullMarked
package io.mlstack.train.evaluate.internal;

import org.jspecify.annotations.NullMarked;
