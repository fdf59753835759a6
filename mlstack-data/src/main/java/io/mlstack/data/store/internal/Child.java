package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/**
 * A leaf as its table lists it.
 *
 * @param rows at least 1
 * @param first key of the first row
 * @param last key of the last row
 */
record LeafEntry(Digest id, int rows, Key first, Key last) {}
