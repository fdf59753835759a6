/**
 * What computes: the seam behind which the pure-Java engine and, where a user adds them, others train the same
 * specifications.
 */
@NullMarked
package io.mlstack.train.engine;

import org.jspecify.annotations.NullMarked;
