/** LightGBM as contender. */
@NullMarked
package io.mlstack.benchmarks.lightgbm;

import org.jspecify.annotations.NullMarked;
