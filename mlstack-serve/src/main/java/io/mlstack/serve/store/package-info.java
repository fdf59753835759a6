/**
 * Where finished models are kept: immutable bundles under their digests, and one append-only log a model that says who
 * published what and where its aliases point.
 */
@NullMarked
package io.mlstack.serve.store;

import org.jspecify.annotations.NullMarked;
