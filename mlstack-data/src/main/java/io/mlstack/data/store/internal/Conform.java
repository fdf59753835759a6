package io.mlstack.data.store.internal;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts rows into the schema of a data set where that loses nothing: the order of the columns, whether a column may miss
 * values, its marking and description, and the codes of a category come from the data set.
 */
final class Conform {

    private Conform() {}

    /** Rows block by block in {@code schema}; a block with columns that do not fit throws as {@link #to} does. */
    static Table to(Schema schema, Table rows, String dataset) {
        if (rows.schema().equals(schema)) {
            return rows;
        }
        return new MappedTable(rows, schema, () -> block -> to(schema, block, dataset));
    }

    /** @throws InvalidInputException with every column that does not fit */
    static Columns to(Schema schema, Columns rows, String dataset) {
        if (rows.schema().equals(schema)) {
            return rows;
        }
        List<Column> wanted = new ArrayList<>();
        for (Column column : schema) {
            int index = rows.schema().find(column.name()).orElse(-1);
            // A column that is not there or does not fit stays wanted as it is and comes out below.
            wanted.add(index >= 0 && fits(column, rows, index) ? rows.schema().column(index) : column);
        }
        SchemaDelta delta = SchemaDelta.between(Schema.of(wanted), rows.schema());
        if (!delta.isEmpty()) {
            throw new InvalidInputException(delta.findings(dataset));
        }
        List<ColumnVector> vectors = new ArrayList<>();
        for (Column column : schema) {
            int index = rows.schema().indexOf(column.name());
            vectors.add(recoded(column.type(), rows.schema().column(index).type(), rows.vector(index)));
        }
        return Columns.of(schema, vectors);
    }

    private static boolean fits(Column column, Columns rows, int index) {
        ColumnType type = rows.schema().column(index).type();
        ColumnVector vector = rows.vector(index);
        if (!column.nullable() && vector.missing() > 0) {
            return false;
        }
        if (column.type() instanceof ColumnType.Category wanted && type instanceof ColumnType.Category given) {
            IntVector codes = (IntVector) vector;
            boolean known = true;
            for (int row = 0; known && row < codes.length(); row++) {
                known = codes.isMissing(row)
                        || wanted.levels().contains(given.levels().get(codes.intAt(row)));
            }
            return known;
        }
        return column.type().equals(type);
    }

    private static ColumnVector recoded(ColumnType wanted, ColumnType given, ColumnVector vector) {
        if (wanted.equals(given)) {
            return vector;
        }
        List<String> levels = ((ColumnType.Category) wanted).levels();
        int[] codes = ((ColumnType.Category) given)
                .levels().stream().mapToInt(levels::indexOf).toArray();
        IntVector from = (IntVector) vector;
        int[] to = new int[from.length()];
        Arrays.setAll(to, row -> from.isMissing(row) ? -1 : codes[from.intAt(row)]);
        return IntVector.of(to, from.validity());
    }
}
