package io.mlstack.data.read;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where connections come from, and what becomes of them. */
interface JdbcConnections {

    Connection open() throws SQLException;

    void close(Connection connection) throws SQLException;

    static JdbcConnections of(DataSource source) {
        return new JdbcConnections() {
            @Override
            public Connection open() throws SQLException {
                return source.getConnection();
            }

            @Override
            public void close(Connection connection) throws SQLException {
                connection.close();
            }
        };
    }

    /** The caller's connection stays open. */
    static JdbcConnections of(Connection connection) {
        return new JdbcConnections() {
            @Override
            public Connection open() {
                return connection;
            }

            @Override
            public void close(Connection same) {}
        };
    }
}
