/**
 * The one portable model: a typed graph of nodes from input columns to predictions, without any code to run it.
 *
 * <p>Every trainer and importer ends in a {@link io.mlstack.api.model.ModelGraph}; the predictor compiles it.
 */
@NullMarked
package io.mlstack.api.model;

import org.jspecify.annotations.NullMarked;
