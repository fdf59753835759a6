package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;

/** Collects rows that a scorer has made into columns. Not thread-safe. */
public final class ColumnsWriter {

    private final Schema schema;
    private final Columns.Builder builder;
    private final float[][] vectors;
    private final int rowWidth;

    public ColumnsWriter(Schema schema) {
        this.schema = schema;
        this.builder = Columns.builder(schema);
        this.vectors = new float[schema.size()][];
        int width = 0;
        for (int i = 0; i < schema.size(); i++) {
            vectors[i] = new float[width(schema.column(i))];
            width += vectors[i].length;
        }
        this.rowWidth = width;
    }

    /** The columns of a graph's output as rows fill them: a label chosen among NaN is missing. */
    public static Schema schema(Schema output) {
        List<Column> columns = new ArrayList<>();
        for (Column column : output) {
            columns.add(column.type().kind() == ColumnType.Kind.CATEGORY ? column.asNullable() : column);
        }
        return Schema.of(columns);
    }

    /** Adds the first {@code rows} rows of {@code out}. */
    public void append(double[] out, int rows) {
        int at = 0;
        for (int i = 0; i < schema.size(); i++) {
            ColumnBuilder column = builder.column(i);
            for (int r = 0; r < rows; r++) {
                append(column, schema.column(i).type(), vectors[i], out, r * rowWidth + at);
            }
            at += vectors[i].length;
        }
    }

    public Columns build() {
        return builder.build();
    }

    private static int width(Column column) {
        return column.type() instanceof ColumnType.Vector vector ? vector.width() : 1;
    }

    private static void append(ColumnBuilder column, ColumnType type, float[] vector, double[] out, int at) {
        if (type instanceof ColumnType.Vector) {
            for (int e = 0; e < vector.length; e++) {
                vector[e] = (float) out[at + e];
            }
            column.appendFloats(vector);
        } else if (type.kind() == ColumnType.Kind.CATEGORY) {
            int code = (int) out[at];
            boolean level = code == out[at]
                    && code >= 0
                    && code < ((ColumnType.Category) type).levels().size();
            if (level) {
                column.appendCode(code);
            } else {
                column.appendMissing();
            }
        } else {
            column.appendDouble(out[at]);
        }
    }
}
