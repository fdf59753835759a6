package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/**
 * One version of a data set.
 *
 * @param number its place in the history, from 1
 * @param id of the commit
 * @param pack the pack that came with the commit
 */
public record Version(long number, Digest id, Digest pack, CommitObject commit) {}
