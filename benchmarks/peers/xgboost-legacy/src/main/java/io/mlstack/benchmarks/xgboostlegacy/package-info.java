/** The XGBoost of before version 3, which still writes its binary format. */
@NullMarked
package io.mlstack.benchmarks.xgboostlegacy;

import org.jspecify.annotations.NullMarked;
