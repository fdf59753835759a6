/**
 * Reads the text that LightGBM saves its models as.
 *
 * <p>The facts of the format come from LightGBM's own writer and reader (microsoft/LightGBM, {@code src/boosting/gbdt_model_text.cpp},
 * {@code src/io/tree.cpp}, {@code include/LightGBM/tree.h}, MIT licence) and were confirmed with LightGBM 4.3.0.
 */
@NullMarked
package io.mlstack.serve.importer.internal.lightgbm;

import org.jspecify.annotations.NullMarked;
