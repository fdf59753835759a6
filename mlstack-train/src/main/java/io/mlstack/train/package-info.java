/** From a split data set to a trained model: what to train, the training itself, and what it left behind. */
@NullMarked
package io.mlstack.train;

import org.jspecify.annotations.NullMarked;
