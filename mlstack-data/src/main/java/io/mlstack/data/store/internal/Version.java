package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.util.List;

/**
 * One version of a data set.
 *
 * @param number its place in the history, from 1
 * @param id of the commit
 * @param packs the packs that came with the commit
 */
public record Version(long number, Digest id, List<Digest> packs, CommitObject commit) {}
