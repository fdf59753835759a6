package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * How one column of a file becomes one of a table.
 *
 * @param stored its only leaf
 * @param listLevel definition level from which on there is a list, however empty; that of a value where there is none
 * @param elementLevel definition level from which on the list has an element
 */
record ParquetField(Column column, ColumnDescriptor stored, int listLevel, int elementLevel) {

    boolean isRepeated() {
        return stored.getMaxRepetitionLevel() > 0;
    }

    /** The type of one stored value. */
    ColumnType valueType() {
        return column.type() instanceof ColumnType.ListOf list
                ? list.element()
                : isRepeated() ? ColumnType.FLOAT32 : column.type();
    }
}
