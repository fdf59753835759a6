/**
 * A model packed into one file: graph, weights, problem, golden examples and card, each under its digest.
 *
 * <p>A {@link io.mlstack.serve.bundle.Bundle} is read without being unpacked and checked before it is used.
 */
@NullMarked
package io.mlstack.serve.bundle;

import org.jspecify.annotations.NullMarked;
