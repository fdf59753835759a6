/**
 * Tree ensembles compiled to flat arrays: {@code TreeEnsemble} is the way in, all else serves it.
 */
@org.jspecify.annotations.NullMarked
package io.mlstack.serve.predict.internal.compute.tree;
