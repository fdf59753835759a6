/**
 * Data sets that version themselves: {@link io.mlstack.data.store.DatasetStore} keeps them, a {@link
 * io.mlstack.data.store.Dataset} commits tables, a {@link io.mlstack.data.store.Snapshot} is a table at one version, a
 * {@link io.mlstack.data.store.Diff} says what changed between two.
 */
@NullMarked
package io.mlstack.data.store;

import org.jspecify.annotations.NullMarked;
