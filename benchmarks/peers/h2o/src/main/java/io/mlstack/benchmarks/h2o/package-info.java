/** H2O's scorer for XGBoost as contender. */
@NullMarked
package io.mlstack.benchmarks.h2o;

import org.jspecify.annotations.NullMarked;
