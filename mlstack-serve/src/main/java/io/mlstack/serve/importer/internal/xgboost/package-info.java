/** Reads XGBoost's models: JSON and UBJ become one document, the document trees, the objective the meaning of margins. */
@NullMarked
package io.mlstack.serve.importer.internal.xgboost;

import org.jspecify.annotations.NullMarked;
