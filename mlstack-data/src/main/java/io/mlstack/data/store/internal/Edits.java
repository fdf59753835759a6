package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import org.jspecify.annotations.Nullable;

/** Walks edits row by row; holds one block. Not thread-safe. */
final class Edits {

    private final EditBlock.Source source;
    private final int keyIndex;
    private @Nullable EditBlock block;
    private @Nullable KeyVector keys;
    private int row;

    Edits(EditBlock.Source source, int keyIndex) {
        this.source = source;
        this.keyIndex = keyIndex;
        nextBlock();
    }

    boolean atEnd() {
        return block == null;
    }

    /** Whether the next edit is of a row up to {@code last}. */
    boolean hasUpTo(Key last) {
        return keys != null && keys.compare(row, last) <= 0;
    }

    Key key() {
        return keys().at(row);
    }

    /** Whether the next edit puts a row; else it takes one out. */
    boolean isPut() {
        return !block().removed().get(row);
    }

    /** The rows among which the next edit is. */
    Columns rows() {
        return block().rows();
    }

    KeyVector keys() {
        if (keys == null) {
            throw new IllegalStateException("there is no edit left");
        }
        return keys;
    }

    int row() {
        return row;
    }

    /** Where in {@link #rows} the rows end that are put next and lie below {@code limit}; null for no limit. */
    int endOfPutsBelow(@Nullable Key limit) {
        int end = rows().rows();
        if (limit != null) {
            int position = keys().find(limit, row);
            end = position >= 0 ? position : -position - 1;
        }
        int removal = block().removed().nextSetBit(row);
        return removal >= 0 ? Math.min(removal, end) : end;
    }

    /** Steps over edits, up to but without {@code to}. */
    void skipTo(int to) {
        row = to;
        if (row == rows().rows()) {
            nextBlock();
        }
    }

    private void nextBlock() {
        block = source.next();
        row = 0;
        keys = null;
        if (block != null) {
            Column key = block.rows().schema().column(keyIndex);
            keys = KeyVector.of(key, block.rows().vector(keyIndex));
        }
    }

    private EditBlock block() {
        if (block == null) {
            throw new IllegalStateException("there is no edit left");
        }
        return block;
    }
}
