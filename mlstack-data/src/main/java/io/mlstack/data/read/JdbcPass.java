package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over the rows of a query: one query, or one each range of the key. */
final class JdbcPass implements Blocks {

    private static final int BLOCK_ROWS = 8192;
    private static final int BLOCK_BYTES = 32 << 20;

    private final JdbcQuery query;
    private final Schema schema;
    private final List<JdbcCell> cells;
    private final Optional<JdbcKey> key;
    private final ProgressTask task;
    private final Connection connection;
    private boolean wasAutoCommit;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet rows;
    private @Nullable Object last;
    private long inRange;
    private long delivered;
    private boolean isAtEnd;
    private boolean isClosed;

    private JdbcPass(
            JdbcQuery query, Schema schema, List<JdbcCell> cells, Optional<JdbcKey> key, Connection connection) {
        this.query = query;
        this.schema = schema;
        this.cells = cells;
        this.key = key;
        this.connection = connection;
        this.last = query.after().orElse(null);
        this.task = query.progress().start("read " + query.name(), "rows");
    }

    static JdbcPass start(JdbcQuery query, Schema schema, List<JdbcCell> cells, Optional<JdbcKey> key) {
        try {
            JdbcPass pass =
                    new JdbcPass(query, schema, cells, key, query.connections().open());
            try {
                pass.begin();
                return pass;
            } catch (SQLException | RuntimeException e) {
                pass.close();
                throw e;
            }
        } catch (SQLException e) {
            throw query.failed(e, "correct the query, or the connection");
        }
    }

    /** Without a transaction PostgreSQL's driver would fetch all rows at once. */
    private void begin() throws SQLException {
        wasAutoCommit = connection.getAutoCommit();
        if (wasAutoCommit) {
            connection.setAutoCommit(false);
        }
        if (key.isPresent()) {
            requireKeys(key.get());
        }
        openRange();
    }

    private void requireKeys(JdbcKey present) throws SQLException {
        String sql = query.around(" where q." + present.sql() + " is null", "");
        try (PreparedStatement nulls = query.prepare(connection, sql)) {
            nulls.setMaxRows(1);
            try (ResultSet some = nulls.executeQuery()) {
                if (some.next()) {
                    throw new InvalidInputException(new Finding(
                            "jdbc.key-missing",
                            query.name() + ": column " + present.label(),
                            "the key of some rows is NULL",
                            "leave these rows out with where, or choose another key"));
                }
            }
        }
    }

    private void openRange() throws SQLException {
        closeRange();
        PreparedStatement next;
        if (key.isEmpty()) {
            next = query.prepare(connection, query.sql());
        } else {
            String column = "q." + key.get().sql();
            next = query.prepare(
                    connection, query.around(last == null ? "" : " where " + column + " > ?", " order by " + column));
            // One more, to see whether the key repeats where the range ends.
            next.setMaxRows(query.rangeRows() + 1);
            if (last != null) {
                next.setObject(query.parameters().size() + 1, last);
            }
        }
        statement = next;
        next.setFetchSize(key.isEmpty() ? query.fetchSize() : Math.min(query.fetchSize(), query.rangeRows()));
        rows = next.executeQuery();
        inRange = 0;
    }

    @Override
    public @Nullable Columns next() {
        Columns.Builder block = Columns.builder(schema);
        Findings findings = Findings.upTo(query.maxErrors());
        try {
            int count = 0;
            long bytes = 0;
            while (count < BLOCK_ROWS && bytes < BLOCK_BYTES && advance()) {
                bytes += append(block, count++, findings);
            }
            findings.throwIfAny(InvalidInputException::new);
            delivered += count;
            task.advance(count);
            if (count == 0) {
                task.finish();
            }
            return count == 0 ? null : block.build();
        } catch (SQLException e) {
            throw query.failed(
                    e,
                    key.isPresent() && last != null
                            ? "when the database is well again, go on with .after(" + last + ")"
                            : "read again when the database is well");
        }
    }

    /** Moves to the next row, in the next range if need be. */
    private boolean advance() throws SQLException {
        while (!isAtEnd && rows != null) {
            boolean isRow = rows.next();
            if (key.isEmpty()) {
                isAtEnd = !isRow;
                return isRow;
            }
            if (isRow) {
                Object value = rows.getObject(cells.get(key.get().cell()).index());
                if (inRange > 0 && value.equals(last)) {
                    throw new InvalidInputException(new Finding(
                            "jdbc.key-repeats",
                            query.name() + ": column " + key.get().label(),
                            "the key " + last + " has several rows",
                            "choose a column whose values are all different"));
                }
                if (inRange++ < query.rangeRows()) {
                    last = value;
                    return true;
                }
                openRange();
            } else {
                isAtEnd = true;
            }
        }
        return false;
    }

    /** Adds the current row; about how many bytes it has. */
    private long append(Columns.Builder block, int row, Findings findings) throws SQLException {
        ResultSet current = rows;
        long bytes = 0;
        for (int i = 0; i < cells.size() && current != null; i++) {
            JdbcCell cell = cells.get(i);
            try {
                bytes += cell.appendTo(block.column(i), current);
            } catch (IllegalArgumentException | ArithmeticException e) {
                findings.add(JdbcTable.misfit(query, rowName(row), cell.column(), String.valueOf(e.getMessage())));
            }
        }
        return bytes;
    }

    private String rowName(int row) {
        return key.map(k -> k.label() + " " + last).orElseGet(() -> "row " + (delivered + row + 1));
    }

    private void closeRange() throws SQLException {
        try (PreparedStatement oldStatement = statement;
                ResultSet oldRows = rows) {
            statement = null;
            rows = null;
        }
        if (key.isPresent() && wasAutoCommit) {
            connection.rollback();
        }
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        task.close();
        try {
            try {
                closeRange();
                if (wasAutoCommit) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            } finally {
                query.connections().close(connection);
            }
        } catch (SQLException e) {
            throw query.failed(e, "the rows that were read are right; look after the connection");
        }
    }
}
