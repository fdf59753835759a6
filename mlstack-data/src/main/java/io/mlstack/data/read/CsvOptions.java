package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller said about a file, frozen when reading starts.
 *
 * @param names of a file without a header row; empty means {@code column_1}, ...
 * @param columns columns declared in full, by name
 * @param types columns of which only the type is declared, by name
 * @param missing spellings of a missing value besides the empty cell
 * @param maxQuarantined bad rows that may be set aside; 0 means strict
 */
record CsvOptions(
        char separator,
        Charset charset,
        boolean hasHeader,
        List<String> names,
        Optional<Schema> schema,
        Map<String, Column> columns,
        Map<String, ColumnType> types,
        Set<String> missing,
        boolean trimmed,
        int maxErrors,
        int maxQuarantined) {

    boolean quarantines() {
        return maxQuarantined > 0;
    }
}
