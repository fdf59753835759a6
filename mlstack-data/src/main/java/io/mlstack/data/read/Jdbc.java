package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.ColumnType;
import java.sql.Connection;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table or a query of a database, streamed.
 *
 * <pre>{@code
 * Table orders = Jdbc.table(dataSource, "shop.orders").keyedBy("id").read();
 * Table recent = Jdbc.query(dataSource, "select id, total from orders where day > ?").parameters(day).read();
 * }</pre>
 *
 * <p><b>Passes.</b> Each pass over the table runs the query again. Without a key it is one query in one transaction, fetched
 * {@link #fetchSize} rows at a time. With {@link #keyedBy} the rows come in the order of the key by one short query each
 * {@link #rangeRows} rows, so that no transaction stays open, rows that others change meanwhile are read in one state or the
 * other, and a pass that fails can go on: the failure names the last key, which {@link #after} takes.
 *
 * <p><b>Types.</b> smallint and integer are int32, bigint is int64, real is float32, float and double are float64, numeric
 * and decimal of 1 to 18 digits are decimals; boolean, date, texts, bytes (blob) and json are what they are; enums and uuid are
 * texts; a timestamp with time zone is a timestamp. One without is no moment and stays text (ISO 8601), unless
 * {@link #timestampsIn} says where its clock hangs. Arrays are lists, or vectors where {@link #column} says so. All other
 * types are refused by name, all at once: cast them in the query, or declare the column.
 *
 * <p><b>Missing values</b> are NULLs. Columns of a query are nullable; those of a table as they were created.
 *
 * <p><b>Problems.</b> A value that does not fit its column (a date that is infinite, a numeric with too many digits, an array of
 * arrays) fails its block with all problems of the block. A failing database is a
 * {@link io.mlstack.api.error.StorageException}.
 *
 * <p>No driver comes with mlstack. The object collects settings until {@link #read()}; not thread-safe.
 */
public final class Jdbc {

    private static final Pattern TABLE = Pattern.compile(
            "(?:[\\p{L}_][\\p{L}\\p{N}_$]*|\"[^\"]+\")(?:\\.(?:[\\p{L}_][\\p{L}\\p{N}_$]*|\"[^\"]+\")){0,2}");

    private final JdbcConnections connections;
    private final String name;
    private final String sql;
    private final boolean isTable;
    private final Map<String, ColumnType> types = new LinkedHashMap<>();
    private List<Object> parameters = List.of();
    private @Nullable String key;
    private @Nullable Object after;
    private @Nullable ZoneId zone;
    private int fetchSize = 1_000;
    private int rangeRows = 50_000;
    private int maxErrors = 100;
    private Progress progress = Progress.none();

    private Jdbc(JdbcConnections connections, String name, String sql, boolean isTable) {
        this.connections = connections;
        this.name = name;
        this.sql = sql.strip().replaceFirst(";$", "");
        this.isTable = isTable;
    }

    /** All rows of a query, as {@code query(source, sql).read()}. */
    public static JdbcTable read(DataSource source, String sql) {
        return query(source, sql).read();
    }

    /** A query; each pass takes a connection of its own and gives it back. */
    public static Jdbc query(DataSource source, String sql) {
        return new Jdbc(JdbcConnections.of(source), "query", sql, false);
    }

    /** A query over the caller's connection, which is not closed, and serves one pass at a time. */
    public static Jdbc query(Connection connection, String sql) {
        return new Jdbc(JdbcConnections.of(connection), "query", sql, false);
    }

    /**
     * All rows and columns of a table or view; each pass takes a connection of its own and gives it back.
     *
     * @param table its name, with schema and catalogue where they are needed; quoted where it must be
     * @throws IllegalArgumentException if that is no name
     */
    public static Jdbc table(DataSource source, String table) {
        return new Jdbc(JdbcConnections.of(source), table, select(table), true);
    }

    /** As {@link #table(DataSource, String)}, over the caller's connection, as {@link #query(Connection, String)}. */
    public static Jdbc table(Connection connection, String table) {
        return new Jdbc(JdbcConnections.of(connection), table, select(table), true);
    }

    private static String select(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "\"" + table + "\" names no table; write table, schema.table or \"quoted table\"");
        }
        return "select * from " + table;
    }

    /** The values of the question marks of the query, in their order. */
    public Jdbc parameters(Object... values) {
        parameters = List.of(values);
        return this;
    }

    /**
     * Reads in the order of a column whose values are all different and never NULL, in ranges of it. An index on it is what
     * makes that fast. Whole numbers, decimals, texts, dates and timestamps can be keys.
     */
    public Jdbc keyedBy(String column) {
        key = column;
        return this;
    }

    /** Begins behind this value of the key; what {@link java.sql.PreparedStatement#setObject} takes. */
    public Jdbc after(Object keyValue) {
        after = keyValue;
        return this;
    }

    /** The type of one column, instead of the one that its SQL type stands for. */
    public Jdbc column(String columnName, ColumnType type) {
        types.put(columnName, type);
        return this;
    }

    /** Where the clocks of timestamps without a time zone hang; without it they are texts. */
    public Jdbc timestampsIn(ZoneId clock) {
        zone = clock;
        return this;
    }

    /**
     * How many rows the driver fetches at a time; 1000 unless stated.
     *
     * @throws IllegalArgumentException if {@code rows} is below 1
     */
    public Jdbc fetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("at least 1 row is fetched at a time, got " + rows);
        }
        fetchSize = rows;
        return this;
    }

    /**
     * How many rows one query reads where there is a key; 50,000 unless stated.
     *
     * @throws IllegalArgumentException if {@code rows} is below 1
     */
    public Jdbc rangeRows(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a range has at least 1 row, got " + rows);
        }
        rangeRows = Math.min(rows, Integer.MAX_VALUE - 1);
        return this;
    }

    /**
     * How many problems of a block are reported before the rest is only counted; 100 unless stated.
     *
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public Jdbc maxErrors(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 error must be reported, got " + most);
        }
        maxErrors = most;
        return this;
    }

    /** Who hears, in rows, how far each pass is; nobody unless stated. */
    public Jdbc progress(Progress listener) {
        progress = listener;
        return this;
    }

    /**
     * Asks the database for the columns; no row is read.
     *
     * @return a table that runs the query on each pass
     * @throws io.mlstack.api.error.InvalidInputException with every column whose type cannot be read, and a key that is none
     * @throws io.mlstack.api.error.StorageException if the database refuses the query
     */
    public JdbcTable read() {
        if (key == null && after != null) {
            throw new IllegalArgumentException(
                    "after(" + after + ") needs the key that it is a value of; say keyedBy(column)");
        }
        return JdbcTable.of(new JdbcQuery(
                connections,
                name,
                sql,
                isTable,
                Map.copyOf(types),
                parameters,
                Optional.ofNullable(key),
                Optional.ofNullable(after),
                Optional.ofNullable(zone),
                fetchSize,
                rangeRows,
                maxErrors,
                progress));
    }
}
