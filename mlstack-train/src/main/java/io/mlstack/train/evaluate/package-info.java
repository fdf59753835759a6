/** Judging a trained model on rows it has not seen: metrics with intervals, verdicts, errors, report, bundle. */
@NullMarked
package io.mlstack.train.evaluate;

import org.jspecify.annotations.NullMarked;
