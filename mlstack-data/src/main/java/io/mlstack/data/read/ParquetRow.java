package io.mlstack.data.read;

import io.mlstack.api.table.Columns;

/** One row of a block, for {@link ParquetSupport}. */
record ParquetRow(Columns block, int row) {}
