/** Tree ensembles compiled to flat arrays: {@code CompiledTrees} is the way in, all else serves it. Not API. */
@NullMarked
package io.mlstack.serve.predict.internal.compute.tree;

import org.jspecify.annotations.NullMarked;
