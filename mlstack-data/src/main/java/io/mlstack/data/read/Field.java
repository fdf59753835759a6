package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.util.Optional;

/**
 * One column to be read.
 *
 * @param cell position in a row of the file
 * @param column with its declared type, if one was declared
 * @param type declared, else empty and inferred
 * @param isDeclared whether the whole column was declared, so that nullability is not inferred either
 */
record Field(int cell, Column column, Optional<ColumnType> type, boolean isDeclared) {}
