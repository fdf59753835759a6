package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.html.Html;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An immutable block of rows, column by column; safe to share between threads.
 *
 * <pre>{@code
 * Schema schema = Schema.of(Column.of("name", ColumnType.TEXT), Column.of("weight_kg", ColumnType.FLOAT64));
 * Columns pets = Columns.builder(schema).row("Tom", 4.2).row("Rex", 31.0).build();
 * double[] weights = pets.numbers("weight_kg");
 * }</pre>
 */
public final class Columns implements Table {

    private static final int SHOWN_ROWS = 10;

    private final Schema schema;
    private final List<ColumnVector> vectors;
    private final int rows;

    private Columns(Schema schema, List<ColumnVector> vectors, int rows) {
        this.schema = schema;
        this.vectors = vectors;
        this.rows = rows;
    }

    /**
     * A block over vectors that are there already.
     *
     * @param vectors one a column, all of the same length
     * @throws ShapeException if their number or lengths do not fit
     * @throws InvalidInputException with every column whose vector is of the wrong class, misses values although it is
     *     not nullable, or holds codes without a level or decimals of too many digits
     */
    public static Columns of(Schema schema, List<? extends ColumnVector> vectors) {
        if (schema.size() != vectors.size()) {
            throw new ShapeException(new Finding(
                    "columns.shape",
                    "columns",
                    vectors.size() + " vectors for " + schema.size() + " columns",
                    "give one vector a column"));
        }
        int rows = vectors.isEmpty() ? 0 : vectors.get(0).length();
        Findings findings = Findings.collect();
        for (int i = 0; i < vectors.size(); i++) {
            ColumnCheck.check(schema.column(i), vectors.get(i), rows, findings);
        }
        findings.throwIfAny(InvalidInputException::new);
        return new Columns(schema, List.copyOf(vectors), rows);
    }

    /** Starts an empty block to be filled row by row. */
    public static Builder builder(Schema schema) {
        return new Builder(schema);
    }

    /**
     * The rows of all {@code parts}, one after the other.
     *
     * @throws InvalidInputException if a part has another schema
     */
    public static Columns concat(Schema schema, List<Columns> parts) {
        parts.forEach(part -> requireSchema(schema, part));
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Builder builder = builder(schema);
        parts.forEach(builder::append);
        return builder.build();
    }

    private static void requireSchema(Schema schema, Columns part) {
        if (part.schema != schema && !part.schema.equals(schema)) {
            throw new InvalidInputException(new Finding(
                    "columns.schema",
                    "columns",
                    "a block of " + part.schema + " among blocks of " + schema,
                    "convert it first"));
        }
    }

    /** One row a record, in columns as {@link Schema#of(Class)} names them. */
    public static <R extends Record> Columns ofRecords(Class<R> type, List<R> records) {
        return RecordColumns.columnsOf(type, records);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    /** The values of the column at that position of the schema. */
    public ColumnVector vector(int column) {
        return vectors.get(column);
    }

    /** @throws io.mlstack.api.error.NotFoundException with the nearest names, if there is no such column */
    public ColumnVector vector(String column) {
        return vectors.get(schema.indexOf(column));
    }

    /** The boxed value as listed in {@link ColumnType}, or null where it is missing. For display, not for speed. */
    public @Nullable Object value(int row, String column) {
        return value(row, schema.indexOf(column));
    }

    /** As {@link #value(int, String)}, by position. */
    public @Nullable Object value(int row, int column) {
        return CellValue.of(schema.column(column).type(), vectors.get(column), row);
    }

    /** The value as text, or null where it is missing; dates and times in ISO 8601. */
    public @Nullable String text(int row, int column) {
        Object value = value(row, column);
        return value == null ? null : CellValue.text(value);
    }

    /**
     * The values of a boolean, numeric, date (days) or timestamp (seconds) column as doubles.
     *
     * @return a new array; {@code NaN} where a value is missing
     * @throws InvalidInputException if the column holds something else
     */
    public double[] numbers(String column) {
        int index = schema.indexOf(column);
        return CellValue.numbers(schema.column(index), vectors.get(index));
    }

    /**
     * The codes of a category column.
     *
     * @return a new array; -1 where a value is missing
     * @throws InvalidInputException if the column holds something else
     */
    public int[] codes(String column) {
        int index = schema.indexOf(column);
        if (schema.column(index).type().kind() != ColumnType.Kind.CATEGORY) {
            throw new InvalidInputException(new Finding(
                    "columns.not-a-category",
                    "column " + column,
                    "is " + schema.column(index).shownType(),
                    "declare it as a category"));
        }
        return ((IntVector) vectors.get(index)).toArray();
    }

    /** The named columns in that order. */
    public Columns select(List<String> names) {
        return new Columns(
                schema.select(names), names.stream().map(this::vector).toList(), rows);
    }

    /** All columns but the named ones. */
    public Columns without(String... names) {
        return select(schema.without(names).names());
    }

    /** This block with {@code column} appended, or put in the place of the one that has its name. */
    public Columns with(Column column, ColumnVector vector) {
        List<ColumnVector> next = new ArrayList<>(vectors);
        schema.find(column.name()).ifPresentOrElse(i -> next.set(i, vector), () -> next.add(vector));
        return of(schema.with(column), next);
    }

    /**
     * This block with one cell changed; all other columns are shared.
     *
     * @param value boxed as listed in {@link ColumnType}; null means missing
     * @param row from 0
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws InvalidInputException if the value does not fit the column
     */
    public Columns withValue(int row, String column, @Nullable Object value) {
        requireRow(row);
        int index = schema.indexOf(column);
        ColumnBuilder builder = ColumnBuilder.of(schema.column(index).type());
        try {
            builder.appendAll(vectors.get(index), 0, row).append(value).appendAll(vectors.get(index), row + 1, rows);
        } catch (IllegalArgumentException e) {
            Finding finding = misfit(row, schema.column(index), e);
            throw schema.column(index).personal()
                    ? new InvalidInputException(finding)
                    : new InvalidInputException(finding, e);
        }
        return with(schema.column(index), builder.build());
    }

    private static Finding misfit(int row, Column column, IllegalArgumentException e) {
        return new Finding(
                "columns.value",
                "row " + row + ", column " + column.name(),
                column.personal()
                        ? Column.PERSONAL + " is no value of a column of type " + column.shownType()
                        : String.valueOf(e.getMessage()),
                "give a value of that type");
    }

    /**
     * The rows as records whose components find their columns as {@link Schema#of(Class)} names them; other columns are left
     * out. A nested record of which every column is missing is null, or an empty {@code Optional}.
     *
     * @throws InvalidInputException with every component that has no column, or one of another type
     */
    public <R extends Record> List<R> toRecords(Class<R> type) {
        return RecordRows.read(type, this);
    }

    /** The rows at those positions, in that order; a row may be named more than once. */
    public Columns take(int[] positions) {
        return new Columns(schema, vectors.stream().map(v -> v.take(positions)).toList(), positions.length);
    }

    /**
     * The rows from {@code from} on, up to but without {@code to}.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= rows()}
     */
    public Columns slice(int from, int to) {
        if (from < 0 || from > to || to > rows) {
            throw new IndexOutOfBoundsException(
                    "rows " + from + " to " + to + " of a block of " + rows + "; give 0 <= from <= to <= " + rows);
        }
        int[] positions = new int[to - from];
        Arrays.setAll(positions, i -> from + i);
        return take(positions);
    }

    private void requireRow(int row) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row " + row + " does not exist; rows are 0 to " + (rows - 1));
        }
    }

    @Override
    public Blocks blocks() {
        return new Blocks() {
            private @Nullable Columns rest = rows == 0 ? null : Columns.this;

            @Override
            public @Nullable Columns next() {
                Columns block = rest;
                rest = null;
                return block;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Columns collect() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Columns columns && schema.equals(columns.schema) && vectors.equals(columns.vectors);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + vectors.hashCode();
    }

    /** {@code 150 rows x 5 columns: ...}. */
    @Override
    public String toString() {
        return rows + " rows x " + schema;
    }

    /** The first rows as a table for notebooks; personal columns are masked. */
    public String html() {
        List<List<String>> shown = new ArrayList<>();
        for (int row = 0; row < Math.min(rows, SHOWN_ROWS); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < schema.size(); column++) {
                String text = schema.column(column).personal() ? Column.PERSONAL : text(row, column);
                cells.add(text == null ? "" : text);
            }
            shown.add(cells);
        }
        String more = rows > SHOWN_ROWS ? "<p>" + (rows - SHOWN_ROWS) + " more rows</p>" : "";
        return Html.table(schema.names(), shown) + more;
    }

    /** Collects rows; not thread-safe. */
    public static final class Builder {
        private final Schema schema;
        private final List<ColumnBuilder> builders = new ArrayList<>();

        private Builder(Schema schema) {
            this.schema = schema;
            schema.forEach(column -> builders.add(ColumnBuilder.of(column.type())));
        }

        /**
         * Adds one row of boxed values; see {@link ColumnType} for their classes. Null means missing.
         *
         * @throws ShapeException if the number of values is not that of the columns
         * @throws InvalidInputException with every value that does not fit; no value of the row is added
         */
        public Builder row(@Nullable Object... values) {
            if (values.length != schema.size()) {
                throw new ShapeException(new Finding(
                        "columns.row-width",
                        "row " + rows(),
                        values.length + " values for " + schema.size() + " columns",
                        "give one value a column, null where it is missing"));
            }
            Findings findings = Findings.collect();
            for (int i = 0; i < values.length; i++) {
                check(schema.column(i), values[i], findings);
            }
            findings.throwIfAny(InvalidInputException::new);
            for (int i = 0; i < values.length; i++) {
                builders.get(i).append(values[i]);
            }
            return this;
        }

        /** The builder of one column; the caller keeps all columns at the same number of rows. */
        public ColumnBuilder column(int index) {
            return builders.get(index);
        }

        /**
         * Adds all rows of a block of the same schema.
         *
         * @throws InvalidInputException if it has another schema; nothing is added
         */
        public Builder append(Columns block) {
            requireSchema(schema, block);
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).appendAll(block.vector(i));
            }
            return this;
        }

        /**
         * Adds the rows from {@code from} on, up to but without {@code to}, of a block of the same schema.
         *
         * @throws InvalidInputException if it has another schema; nothing is added
         * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= block.rows()}; nothing is added
         */
        public Builder append(Columns block, int from, int to) {
            requireSchema(schema, block);
            Objects.checkFromToIndex(from, to, block.rows);
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).appendAll(block.vector(i), from, to);
            }
            return this;
        }

        /** Number of rows so far. */
        public int rows() {
            return builders.isEmpty() ? 0 : builders.get(0).rows();
        }

        /** The rows so far; see {@link Columns#of} for what is checked. */
        public Columns build() {
            return Columns.of(
                    schema, builders.stream().map(ColumnBuilder::build).toList());
        }

        private void check(Column column, @Nullable Object value, Findings findings) {
            String place = "row " + rows() + ", column " + column.name();
            if (value == null) {
                if (!column.nullable()) {
                    findings.add("columns.missing", place, "value is missing", "give one or make the column nullable");
                }
                return;
            }
            try {
                ColumnBuilder.of(column.type()).append(value);
            } catch (IllegalArgumentException e) {
                findings.add(misfit(rows(), column, e));
            }
        }
    }
}
