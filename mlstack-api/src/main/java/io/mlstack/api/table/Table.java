package io.mlstack.api.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows of one schema that are read block by block, so that a table may be larger than memory.
 *
 * <p>A table can be read more than once; each {@link #blocks()} is a pass of its own.
 */
public interface Table {

    /** The columns every block has. */
    Schema schema();

    /** Number of rows where it is known without reading. */
    OptionalLong rowCount();

    /** Starts a pass over the rows; the caller closes it. */
    Blocks blocks();

    /**
     * All rows in memory, as one block.
     *
     * @throws io.mlstack.api.error.MlstackException if the source cannot be read
     */
    default Columns collect() {
        List<Columns> parts = new ArrayList<>();
        try (Blocks blocks = blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                parts.add(block);
            }
        }
        return Columns.concat(schema(), parts);
    }
}
