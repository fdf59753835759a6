package io.mlstack.data.read;

import io.mlstack.api.table.ColumnType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;

/** Which column type an SQL type is; by its JDBC code, and by its name where drivers have no code for it. */
final class JdbcTypes {

    private static final int MAX_DIGITS = 18;

    private JdbcTypes() {}

    /** Empty where the type cannot be read. */
    static Optional<ColumnType> of(ResultSetMetaData columns, int index, boolean hasZone) throws SQLException {
        String name = baseName(columns.getColumnTypeName(index));
        return switch (columns.getColumnType(index)) {
            // PostgreSQL has bool under BIT, beside bit(n), which is no truth value.
            case Types.BIT ->
                name.startsWith("bit") && columns.getPrecision(index) > 1 ? none() : some(ColumnType.BOOLEAN);
            case Types.BOOLEAN -> some(ColumnType.BOOLEAN);
            case Types.TINYINT, Types.SMALLINT -> some(ColumnType.INT32);
            case Types.INTEGER -> some(columns.isSigned(index) ? ColumnType.INT32 : ColumnType.INT64);
            case Types.BIGINT -> columns.isSigned(index) ? some(ColumnType.INT64) : none();
            case Types.REAL -> some(ColumnType.FLOAT32);
            // PostgreSQL has money under DOUBLE, and cannot read it as one.
            case Types.FLOAT, Types.DOUBLE -> name.equals("money") ? none() : some(ColumnType.FLOAT64);
            case Types.NUMERIC, Types.DECIMAL -> decimal(columns.getPrecision(index), columns.getScale(index));
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                some(ColumnType.TEXT);
            case Types.CLOB, Types.NCLOB -> some(ColumnType.TEXT);
            case Types.DATE -> some(ColumnType.DATE);
            case Types.TIMESTAMP_WITH_TIMEZONE -> some(ColumnType.TIMESTAMP);
            case Types.TIMESTAMP ->
                some(name.equals("timestamptz") || hasZone ? ColumnType.TIMESTAMP : ColumnType.TEXT);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                some(name.equals("uuid") ? ColumnType.TEXT : ColumnType.BLOB);
            case Types.ARRAY -> element(name).map(ColumnType::listOf);
            default -> byName(name);
        };
    }

    private static Optional<ColumnType> decimal(int precision, int scale) {
        boolean fits = precision >= 1 && precision <= MAX_DIGITS && scale >= 0 && scale <= precision;
        return fits ? some(ColumnType.decimal(precision, scale)) : none();
    }

    private static Optional<ColumnType> byName(String name) {
        return switch (name) {
            case "uuid", "enum" -> some(ColumnType.TEXT);
            case "json", "jsonb" -> some(ColumnType.JSON);
            default -> none();
        };
    }

    /** PostgreSQL calls an array of int4 {@code _int4}, H2 an array of integers {@code integer array}. */
    private static Optional<ColumnType> element(String array) {
        return switch (array.startsWith("_") ? array.substring(1) : array.replaceFirst(" array.*$", "")) {
            case "bool", "boolean" -> some(ColumnType.BOOLEAN);
            case "int2", "int4", "smallint", "integer", "tinyint" -> some(ColumnType.INT32);
            case "int8", "bigint" -> some(ColumnType.INT64);
            case "float4", "real" -> some(ColumnType.FLOAT32);
            case "float8", "double precision", "float" -> some(ColumnType.FLOAT64);
            case "text", "varchar", "bpchar", "character varying", "character", "uuid" -> some(ColumnType.TEXT);
            default -> none();
        };
    }

    /** In lower case, without lengths and levels: {@code enum('a', 'b')} is {@code enum}. */
    private static String baseName(String typeName) {
        return typeName.toLowerCase(Locale.ROOT).replaceAll("\\([^)]*\\)", "").strip();
    }

    static boolean isWithZone(ResultSetMetaData columns, int index) throws SQLException {
        return columns.getColumnType(index) == Types.TIMESTAMP_WITH_TIMEZONE
                || baseName(columns.getColumnTypeName(index)).equals("timestamptz");
    }

    static boolean isTimestamp(ResultSetMetaData columns, int index) throws SQLException {
        return columns.getColumnType(index) == Types.TIMESTAMP || isWithZone(columns, index);
    }

    private static Optional<ColumnType> some(ColumnType type) {
        return Optional.of(type);
    }

    private static Optional<ColumnType> none() {
        return Optional.empty();
    }
}
