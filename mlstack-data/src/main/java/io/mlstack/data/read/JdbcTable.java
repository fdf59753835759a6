package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rows of a query; made by {@link Jdbc#read()}. Holds the schema and no row: each {@link #blocks()} runs the query again.
 * Immutable; over a {@link javax.sql.DataSource} several passes may run at the same time.
 */
public final class JdbcTable implements Table {

    private final JdbcQuery query;
    private final Schema schema;
    private final List<JdbcCell> cells;
    private final Optional<JdbcKey> key;

    private JdbcTable(JdbcQuery query, Schema schema, List<JdbcCell> cells, Optional<JdbcKey> key) {
        this.query = query;
        this.schema = schema;
        this.cells = cells;
        this.key = key;
    }

    static JdbcTable of(JdbcQuery query) {
        try {
            Connection connection = query.connections().open();
            try (PreparedStatement statement = query.prepare(connection, query.sql())) {
                ResultSetMetaData columns = statement.getMetaData();
                if (columns != null) {
                    return of(query, columns, connection);
                }
                statement.setMaxRows(1);
                try (ResultSet rows = statement.executeQuery()) {
                    return of(query, rows.getMetaData(), connection);
                }
            } finally {
                query.connections().close(connection);
            }
        } catch (SQLException e) {
            throw query.failed(e, "correct the query, or the connection");
        }
    }

    private static JdbcTable of(JdbcQuery query, ResultSetMetaData columns, Connection connection) throws SQLException {
        Findings findings = Findings.upTo(query.maxErrors());
        List<JdbcCell> cells = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
            cell(query, columns, i, findings).ifPresent(cells::add);
        }
        Set<String> unknown = new HashSet<>(query.types().keySet());
        labels.forEach(unknown::remove);
        unknown.forEach(name -> findings.add(
                "jdbc.no-such-column",
                query.name(),
                "declared column " + Spelling.quote(name) + " does not exist",
                NearestName.cure(name, labels)));
        Optional<JdbcKey> key = query.key().flatMap(name -> JdbcKey.find(query, name, cells, labels, findings));
        findings.throwIfAny(InvalidInputException::new);
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        return new JdbcTable(
                query,
                Schema.of(cells.stream().map(JdbcCell::column).toList()),
                List.copyOf(cells),
                key.map(found -> found.quotedBy(quote)));
    }

    private static Optional<JdbcCell> cell(JdbcQuery query, ResultSetMetaData columns, int index, Findings findings)
            throws SQLException {
        String name = columns.getColumnLabel(index);
        ColumnType declared = query.types().get(name);
        Optional<ColumnType> type =
                declared == null ? JdbcTypes.of(columns, index, query.zone().isPresent()) : Optional.of(declared);
        if (type.isEmpty()) {
            findings.add(
                    "jdbc.type",
                    query.name() + ": column " + name,
                    "type " + typeName(columns, index) + " cannot be read",
                    "cast it in the query, or declare the column with .column(\"" + name + "\", type)");
            return Optional.empty();
        }
        Column column = Column.of(name, type.get());
        boolean isNeverNull = query.isTable() && columns.isNullable(index) == ResultSetMetaData.columnNoNulls;
        return Optional.of(new JdbcCell(
                index,
                isNeverNull ? column : column.asNullable(),
                JdbcTypes.isTimestamp(columns, index),
                JdbcTypes.isWithZone(columns, index),
                query.zone()));
    }

    private static String typeName(ResultSetMetaData columns, int index) throws SQLException {
        int precision = columns.getPrecision(index);
        return columns.getColumnTypeName(index)
                + (precision > 0 ? " of precision " + precision + " and scale " + columns.getScale(index) : "");
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Empty: only reading all rows would tell. */
    @Override
    public OptionalLong rowCount() {
        return OptionalLong.empty();
    }

    /**
     * Starts a pass over the rows; the caller closes it, which gives the connection back.
     *
     * @throws StorageException if the database refuses the query; so does {@link Blocks#next()}, naming the last key
     * @throws InvalidInputException if the key of some row is NULL; {@link Blocks#next()} throws it with the values of its
     *     block that do not fit, and for a key that repeats
     */
    @Override
    public Blocks blocks() {
        return JdbcPass.start(query, schema, cells, key);
    }

    /** {@code shop.orders: 5 columns: id: int64; ...}. */
    @Override
    public String toString() {
        return query.name() + ": " + schema;
    }

    static Finding misfit(JdbcQuery query, String row, Column column, String why) {
        return new Finding(
                "jdbc.value",
                query.name() + ": " + row + ", column " + column.name(),
                column.personal() ? "a value (personal, not shown) does not fit" : why,
                "correct or cast the value in the query, or leave the row out with where");
    }
}
