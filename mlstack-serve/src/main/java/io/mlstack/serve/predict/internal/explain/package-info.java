/** How much of a margin is whose. */
@org.jspecify.annotations.NullMarked
package io.mlstack.serve.predict.internal.explain;
