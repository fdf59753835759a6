package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is needed to read a file whose schema is known.
 *
 * @param checksum CRC-32C of the bytes the schema was found in
 */
record CsvLayout(CsvSource source, CsvOptions options, CsvHeader header, Schema schema, long checksum) {

    /** A new pass that stands before the first row of data. */
    CsvPass open() throws IOException {
        CsvPass pass = CsvPass.open(source, options);
        try {
            if (options.hasHeader()) {
                pass.nextFilled();
            }
            return pass;
        } catch (IOException | RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    RowDecoder decoder() {
        List<CellDecoder> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            CsvHeader.Field field = header.fields().get(i);
            cells.add(new CellDecoder(
                    source, schema.column(i), field.cell(), field.type().isPresent(), options.missing()));
        }
        return new RowDecoder(source, header, cells);
    }

    SourceChangedException changed() {
        return new SourceChangedException(new Finding(
                "csv.changed",
                source.name(),
                "is not the file any more that its schema was found in",
                "drop the rows of this pass and read the file again when nobody writes to it"));
    }
}
