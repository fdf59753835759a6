package io.mlstack.data.read;

import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is needed to read a file whose schema is known.
 *
 * @param fields one a column of the schema, in its order
 * @param checksum of the bytes the schema was found in
 */
record Layout(RowFormat format, List<Field> fields, Schema schema, long checksum) {

    Source source() {
        return format.source();
    }

    ReadOptions options() {
        return format.options();
    }

    /** A new pass that stands before the first row of data. */
    RowPass open() throws IOException {
        return format.open(fields);
    }

    RowDecoder decoder() {
        List<CellDecoder> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Field field = fields.get(i);
            cells.add(new CellDecoder(
                    source(),
                    schema.column(i),
                    field.cell(),
                    field.type().isPresent(),
                    options().missing()));
        }
        return new RowDecoder(cells);
    }
}
