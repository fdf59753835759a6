package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks a database for, frozen when reading starts.
 *
 * @param name of the table, or {@code query}
 * @param key the name of the column that orders the rows
 * @param zone where the clocks of timestamps without time zone hang
 */
record JdbcQuery(
        JdbcConnections connections,
        String name,
        String sql,
        boolean isTable,
        Map<String, ColumnType> types,
        List<Object> parameters,
        Optional<String> key,
        Optional<Object> after,
        Optional<ZoneId> zone,
        int fetchSize,
        int rangeRows,
        int maxErrors,
        Progress progress) {

    /** The query around the caller's one: {@code where} and {@code order by} over its columns. */
    String around(String condition, String order) {
        return "select * from (" + sql + ") q" + condition + order;
    }

    PreparedStatement prepare(Connection connection, String text) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(text, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }

    StorageException failed(SQLException e, String cure) {
        return new StorageException(
                new Finding(
                        "jdbc.failed",
                        name,
                        "the database says: " + e.getMessage() + " (SQL state " + e.getSQLState() + ")",
                        cure),
                e);
    }
}
