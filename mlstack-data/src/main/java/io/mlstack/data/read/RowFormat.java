package io.mlstack.data.read;

import java.io.IOException;
import java.util.List;

/**
 * A kind of file that is rows of cells: the seam between one reader and what all of them share ({@link Profiler},
 * {@link ColumnProfile}, {@link TypeChoice}, {@link CellDecoder}, {@link Quarantine}).
 */
interface RowFormat {

    Source source();

    ReadOptions options();

    /** A pass that looks for columns; throws all that is wrong with the names. */
    RowPass discover() throws IOException;

    /** A pass over the columns that were found. */
    RowPass open(List<Field> fields) throws IOException;

    /** The texts of {@code ranges}, which rise and do not overlap, as they stand in the file. */
    List<String> texts(List<RawLines.Range> ranges) throws IOException;
}
