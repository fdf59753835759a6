package io.mlstack.data.read;

import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reading of a source from the first row of data to the last. */
interface RowPass extends AutoCloseable {

    /**
     * The next row, which the call after this one overwrites; null at the end. A row that is broken in itself says so in
     * {@link Row#problem()}.
     *
     * @throws InvalidInputException if the rest cannot be cut into rows
     */
    @Nullable
    Row next() throws IOException;

    /** The columns so far: a source without a header shows new names as it goes, and adds them at the end. */
    List<Field> fields();

    /** A checksum of the bytes so far; of the whole source when {@link #next} has returned null. */
    long checksum();

    @Override
    void close() throws IOException;
}
