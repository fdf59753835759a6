package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * Rows to commit with the column that names them; read block by block. Immutable.
 *
 * @param rows as they come
 * @param keyIndex position of the key column
 * @param mintedFrom rows from this number on got their number here and may get another one; {@link RowNumbers#NONE} if no
 *     row did
 */
record Incoming(Table rows, int keyIndex, long mintedFrom) {

    /**
     * Finds the key column.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is none
     * @throws io.mlstack.api.error.InvalidInputException if its values cannot be keys
     */
    static Incoming of(Table rows, String key, long mintedFrom) {
        int keyIndex = rows.schema().indexOf(key);
        Column column = rows.schema().column(keyIndex);
        if (!KeyVector.canKey(column.type())) {
            throw KeyVector.refused(column);
        }
        return new Incoming(rows, keyIndex, mintedFrom);
    }

    /** The columns as they are committed. A reader may call a key nullable; a table's id must not depend on the reader. */
    Schema schema() {
        return rows.schema().with(key());
    }

    Column key() {
        Column key = rows.schema().column(keyIndex);
        return key.nullable() ? new Column(key.name(), key.type(), false, key.personal(), key.description()) : key;
    }

    /**
     * Starts a pass over rows that all have a key.
     *
     * @param findings gets every row whose key is missing; from the first of them on no more rows come
     */
    Pass open(Findings findings) {
        return new Pass(rows.blocks(), findings);
    }

    /** Rows of {@link #schema}. */
    final class Pass implements Blocks {
        private final Blocks blocks;
        private final Findings findings;
        private long position;
        private long rowsRead;

        private Pass(Blocks blocks, Findings findings) {
            this.blocks = blocks;
            this.findings = findings;
        }

        @Override
        public @Nullable Columns next() {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                position = rowsRead;
                rowsRead += block.rows();
                findMissing(block.vector(keyIndex));
                if (findings.isEmpty()) {
                    return rows.schema().column(keyIndex).nullable()
                            ? block.with(key(), block.vector(keyIndex))
                            : block;
                }
            }
            return null;
        }

        /** The number of the first row of the last block, counted from 0. */
        long position() {
            return position;
        }

        @Override
        public void close() {
            blocks.close();
        }

        private void findMissing(ColumnVector keys) {
            for (int row = 0; keys.missing() > 0 && row < keys.length(); row++) {
                if (keys.isMissing(row)) {
                    findings.add(
                            "dataset.missing-key",
                            "row " + (position + row),
                            "key " + key().name() + " is missing",
                            "give every row a key, or key the dataset by another column");
                }
            }
        }
    }
}
