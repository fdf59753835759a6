/**
 * The one carrier of data: a {@link io.mlstack.api.table.Schema} of named, typed columns, immutable blocks of
 * {@link io.mlstack.api.table.Columns}, and {@link io.mlstack.api.table.Table}s that stream blocks.
 */
@NullMarked
package io.mlstack.api.table;

import org.jspecify.annotations.NullMarked;
