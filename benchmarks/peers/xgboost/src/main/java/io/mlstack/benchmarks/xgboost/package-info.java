/** XGBoost as trainer and as contender. */
@NullMarked
package io.mlstack.benchmarks.xgboost;

import org.jspecify.annotations.NullMarked;
