/** The suite {@code hotpath}: small models, one row or 256 at a time, through the paths that allocate nothing. */
@NullMarked
package io.mlstack.benchmarks.hotpath;

import org.jspecify.annotations.NullMarked;
