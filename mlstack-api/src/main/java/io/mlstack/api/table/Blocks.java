package io.mlstack.api.table;

import org.jspecify.annotations.Nullable;

/** One pass over the blocks of a {@link Table}. Not thread-safe; close it to release files. */
public interface Blocks extends AutoCloseable {

    /**
     * The next rows.
     *
     * @return null after the last block; never an empty block
     * @throws io.mlstack.api.error.MlstackException if the source cannot be read further
     */
    @Nullable
    Columns next();

    @Override
    void close();
}
