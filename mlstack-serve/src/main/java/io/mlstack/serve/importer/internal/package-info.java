/** What readers of foreign files have in common: features, heads, and the graph that is made of them. */
@org.jspecify.annotations.NullMarked
package io.mlstack.serve.importer.internal;
