/**
 * Scoring in the process of the caller: one immutable object for all threads, no native code, nothing to close.
 *
 * <p>{@link io.mlstack.serve.predict.Predictor} takes and gives records, {@link io.mlstack.serve.predict.Scorer} arrays of
 * numbers and blocks of columns.
 */
@NullMarked
package io.mlstack.serve.predict;

import org.jspecify.annotations.NullMarked;
