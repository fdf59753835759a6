package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over a real PostgreSQL; skipped by name where it cannot start. */
class JdbcPostgresTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException | RuntimeException | LinkageError e) {
            abort("PostgreSQL cannot start here: " + e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void eachTypeThatHasAColumnTypeIsRead() throws SQLException {
        DataSource source = database("types");
        run(source, "create type mood as enum ('sad', 'ok')");
        run(source, """
                create table t(
                  b boolean not null, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision, d numeric(9, 2),
                  c char(3), v varchar, x text, day date, tz timestamptz, l timestamp, y bytea, u uuid, e mood, j json,
                  jb jsonb, a integer[], w text[], f double precision[], bit1 bit(1))""");
        run(source, """
                insert into t values (true, 2, 3, 4, 1.5, 0.1, 1234567.89, 'ab', 'x', 'grün', '2024-02-29',
                  '2024-02-29 12:00:00.123456+02', '2024-02-29 12:00:00', '\\x00ff',
                  '00000000-0000-0000-0000-000000000001', 'ok', '{"a":1}', '{"a":1}', '{1,null,3}', '{p}', '{1,2.5}',
                  B'1')""");
        run(source, "insert into t(b) values (false)");
        JdbcTable table = Jdbc.table(source, "t").read();
        assertThat(table.schema().columns().stream().map(Column::toString))
                .containsExactly(
                        "b: boolean",
                        "i2: int32, nullable",
                        "i4: int32, nullable",
                        "i8: int64, nullable",
                        "f4: float32, nullable",
                        "f8: float64, nullable",
                        "d: decimal(9, 2), nullable",
                        "c: text, nullable",
                        "v: text, nullable",
                        "x: text, nullable",
                        "day: date, nullable",
                        "tz: timestamp, nullable",
                        "l: text, nullable",
                        "y: blob, nullable",
                        "u: text, nullable",
                        "e: text, nullable",
                        "j: json, nullable",
                        "jb: json, nullable",
                        "a: list(int32), nullable",
                        "w: list(text), nullable",
                        "f: list(float64), nullable",
                        "bit1: boolean, nullable");
        Columns rows = table.collect();
        assertThat(row(rows, 0))
                .isEqualTo("true|2|3|4|1.5|0.1|1234567.89|ab |x|grün|2024-02-29|2024-02-29T10:00:00.123456Z"
                        + "|2024-02-29T12:00|00ff|00000000-0000-0000-0000-000000000001|ok|{\"a\":1}|{\"a\": 1}"
                        + "|[1, null, 3]|[p]|[1.0, 2.5]|true");
        assertThat(row(rows, 1)).isEqualTo("false" + "|null".repeat(21));
    }

    @Test
    void typesWithoutOneAreAllRefusedByName() throws SQLException {
        DataSource source = database("refused");
        run(source, """
                create table t(id integer, n numeric, m money, t time, i interval, p point, h inet, bits bit(8), r int4range,
                  ts timestamptz[])""");
        InvalidInputException all = catchThrowableOfType(
                InvalidInputException.class, () -> Jdbc.table(source, "t").read());
        assertThat(all.findings())
                .extracting(Finding::place)
                .containsExactlyElementsOf(List.of("n", "m", "t", "i", "p", "h", "bits", "r", "ts").stream()
                        .map(name -> "t: column " + name)
                        .toList());
    }

    @Test
    void infiniteDatesAndNestedArraysAreProblemsWithTheirRows() throws SQLException {
        DataSource source = database("odd");
        run(source, "create table t(id integer primary key, d date, z timestamptz, a integer[])");
        run(source, """
                insert into t values (1, '2024-01-01', now(), '{1}'), (2, 'infinity', null, null),
                  (3, null, '-infinity', null), (4, null, null, '{{1,2},{3,4}}')""");
        JdbcTable table = Jdbc.table(source, "t").keyedBy("id").read();
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, table::collect);
        assertThat(all.findings())
                .extracting(Finding::place)
                .containsExactly("t: id 2, column d", "t: id 3, column z", "t: id 4, column a");
    }

    @Test
    void columnsOfAnOuterJoinMayBeMissingWhateverTheirTablesSay() throws SQLException {
        DataSource source = database("joins");
        run(source, "create table a(id integer primary key)");
        run(source, "create table b(id integer primary key, x integer not null)");
        run(source, "insert into a values (1), (2)");
        run(source, "insert into b values (1, 10)");
        Columns rows = Jdbc.read(source, "select a.id, b.x from a left join b on a.id = b.id order by a.id")
                .collect();
        assertThat(row(rows, 0)).isEqualTo("1|10");
        assertThat(row(rows, 1)).isEqualTo("2|null");
    }

    @Test
    void rowsAreFetchedAsTheyAreRead() throws SQLException {
        DataSource source = database("large");
        run(source, "create table t as select x as id, repeat('x', 1000) as s from generate_series(1, 200000) x");
        run(source, "alter table t add primary key (id)");
        try (Blocks blocks = Jdbc.query(source, "select id, s from t").read().blocks()) {
            assertThat(Objects.requireNonNull(blocks.next()).rows()).isEqualTo(8192);
        }
        JdbcTable keyed =
                Jdbc.table(source, "t").keyedBy("id").rangeRows(30_000).read();
        long next = 1;
        try (Blocks blocks = keyed.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                for (double id : block.numbers("id")) {
                    assertThat(id).isEqualTo(next++);
                }
            }
        }
        assertThat(next).isEqualTo(200_001);
    }

    @Test
    void timestampsAreKeysToTheMicrosecond() throws SQLException {
        DataSource source = database("moments");
        run(source, """
                create table t as select timestamptz '2024-01-01 00:00:00Z' + x * interval '1 microsecond' as m, x
                from generate_series(1, 50) x""");
        Columns rows = Jdbc.table(source, "t").keyedBy("m").rangeRows(7).read().collect();
        assertThat(rows.numbers("x"))
                .isEqualTo(IntStream.rangeClosed(1, 50).asDoubleStream().toArray());
    }

    @Test
    void aVectorIsReadFromAnArray() throws SQLException {
        DataSource source = database("vectors");
        run(source, "create table t(v real[])");
        run(source, "insert into t values ('{1,2.5}')");
        assertThat(row(
                        Jdbc.table(source, "t")
                                .column("v", ColumnType.vector(2))
                                .read()
                                .collect(),
                        0))
                .isEqualTo("[1.0, 2.5]");
    }

    private static DataSource database(String name) throws SQLException {
        run(server.getPostgresDatabase(), "create database " + name);
        return server.getDatabase("postgres", name);
    }

    private static String row(Columns rows, int row) {
        return IntStream.range(0, rows.schema().size())
                .mapToObj(column -> String.valueOf(rows.text(row, column)))
                .collect(Collectors.joining("|"));
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
