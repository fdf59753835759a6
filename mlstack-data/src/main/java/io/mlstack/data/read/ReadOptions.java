package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller said about a file, whatever its format; frozen when reading starts.
 *
 * @param columns columns declared in full, by name
 * @param types columns of which only the type is declared, by name
 * @param missing spellings of a missing value besides those of the format
 * @param maxQuarantined bad rows that may be set aside; 0 means strict
 */
record ReadOptions(
        Optional<Schema> schema,
        Map<String, Column> columns,
        Map<String, ColumnType> types,
        Set<String> missing,
        int maxErrors,
        int maxQuarantined,
        Progress progress) {

    boolean quarantines() {
        return maxQuarantined > 0;
    }

    /** The column of a file that has this name, as far as it was declared. */
    Field field(int cell, String name) {
        Column declared = columns.get(name);
        if (declared != null) {
            return new Field(cell, declared, Optional.of(declared.type()), true);
        }
        Optional<ColumnType> type = Optional.ofNullable(types.get(name));
        return new Field(cell, Column.of(name, type.orElse(ColumnType.TEXT)), type, false);
    }
}
