package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over H2; what only PostgreSQL can show is in {@link JdbcPostgresTest}. */
class JdbcTest {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private Connection keepsItAlive;

    @BeforeEach
    void open() throws SQLException {
        h2.setURL("jdbc:h2:mem:" + System.identityHashCode(this));
        keepsItAlive = h2.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        keepsItAlive.close();
    }

    @Test
    void eachTypeThatHasAColumnTypeIsRead() throws SQLException {
        run("""
                create table t(
                  b boolean not null, i1 tinyint, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision,
                  d decimal(9, 2), c char(3), v varchar, x clob, dt date, tz timestamp with time zone, l timestamp,
                  y varbinary, z blob, u uuid, e enum('red', 'green'), j json, a integer array, w varchar array)""");
        run("""
                insert into t values (true, -1, 2, 3, 4, 1.5, 0.1, 1234567.89, 'ab', 'x', 'y', date '2024-02-29',
                  timestamp with time zone '2024-02-29 12:00:00.5+02:00', timestamp '2024-02-29 12:00:00', x'00ff', x'01',
                  '00000000-0000-0000-0000-000000000001', 'green', json '{"a":1}', array[1, null, 3], array['p'])""");
        run("insert into t(b) values (false)");
        JdbcTable table = Jdbc.table(h2, "t").read();
        assertThat(table.schema().columns().stream().map(Column::toString))
                .containsExactly(
                        "B: boolean",
                        "I1: int32, nullable",
                        "I2: int32, nullable",
                        "I4: int32, nullable",
                        "I8: int64, nullable",
                        "F4: float32, nullable",
                        "F8: float64, nullable",
                        "D: decimal(9, 2), nullable",
                        "C: text, nullable",
                        "V: text, nullable",
                        "X: text, nullable",
                        "DT: date, nullable",
                        "TZ: timestamp, nullable",
                        "L: text, nullable",
                        "Y: blob, nullable",
                        "Z: blob, nullable",
                        "U: text, nullable",
                        "E: text, nullable",
                        "J: json, nullable",
                        "A: list(int32), nullable",
                        "W: list(text), nullable");
        Columns rows = table.collect();
        assertThat(row(rows, 0))
                .isEqualTo(
                        "true|-1|2|3|4|1.5|0.1|1234567.89|ab |x|y|2024-02-29|2024-02-29T10:00:00.500Z"
                                + "|2024-02-29T12:00|00ff|01|00000000-0000-0000-0000-000000000001|green|{\"a\":1}|[1, null, 3]|[p]");
        assertThat(row(rows, 1)).isEqualTo("false" + "|null".repeat(20));
    }

    @Test
    void typesWithoutOneAreAllRefusedByName() throws SQLException {
        run("create table t(id integer, t time, i interval day, n numeric(30, 5), g geometry)");
        List<Finding> findings = problems(Jdbc.table(h2, "t"));
        assertThat(findings)
                .extracting(Finding::place)
                .containsExactly("t: column T", "t: column I", "t: column N", "t: column G");
        assertThat(findings.get(2).message()).isEqualTo("type NUMERIC of precision 30 and scale 5 cannot be read");
        run("insert into t(id, n) values (1, 12345.678)");
        Columns rows = Jdbc.query(h2, "select id, n from t")
                .column("N", ColumnType.decimal(10, 3))
                .read()
                .collect();
        assertThat(row(rows, 0)).isEqualTo("1|12345.678");
    }

    @Test
    void valuesThatDoNotFitAreAllReportedWithTheirRows() throws SQLException {
        run("create table t(id integer primary key, n numeric(30, 5))");
        run("insert into t values (1, 1), (2, 99999), (3, 0.12345), (4, 2)");
        Jdbc query = Jdbc.query(h2, "select * from t").column("N", ColumnType.decimal(5, 2));
        assertThat(unreadable(query.read()))
                .extracting(Finding::place)
                .containsExactly("query: row 2, column N", "query: row 3, column N");
        assertThat(unreadable(query.keyedBy("ID").read()))
                .extracting(Finding::place)
                .containsExactly("query: ID 2, column N", "query: ID 3, column N");
    }

    @Test
    void aMomentFinerThanMicrosecondsIsNotRounded() throws SQLException {
        run("create table t(m timestamp(9) with time zone)");
        run("insert into t values (timestamp with time zone '2024-01-01 00:00:00.123456789Z')");
        assertThat(unreadable(Jdbc.table(h2, "t").read())).hasSize(1);
    }

    @Test
    void timestampsWithoutTimeZoneAreMomentsOnceTheirZoneIsNamed() throws SQLException {
        run("create table t(l timestamp)");
        run("insert into t values (timestamp '2024-02-29 12:00:00')");
        Columns rows =
                Jdbc.table(h2, "t").timestampsIn(ZoneOffset.ofHours(2)).read().collect();
        assertThat(row(rows, 0)).isEqualTo("2024-02-29T10:00:00Z");
    }

    @Test
    void arraysAreVectorsWhereThatIsDeclared() throws SQLException {
        run("create table t(a double precision array)");
        run("insert into t values (array[1, 2.5]), (null)");
        Jdbc query = Jdbc.table(h2, "t").column("A", ColumnType.vector(2));
        assertThat(row(query.read().collect(), 0)).isEqualTo("[1.0, 2.5]");
        run("insert into t values (array[1])");
        assertThat(unreadable(query.read()).get(0).place()).isEqualTo("t: row 3, column A");
    }

    @Test
    void rangesOfTheKeyGiveEveryRowOnceInItsOrder() throws SQLException {
        run("create table t(id bigint primary key, s varchar)");
        run("insert into t select (x * 7919) % 10007, 's' || x from system_range(1, 10006)");
        for (int range : new int[] {1_000, 5_003, 10_006, 50_000}) {
            JdbcTable table = Jdbc.table(h2, "t").keyedBy("ID").rangeRows(range).read();
            assertThat(table.collect().numbers("ID"))
                    .as("ranges of %d", range)
                    .isEqualTo(
                            LongStream.rangeClosed(1, 10_006).asDoubleStream().toArray());
        }
    }

    @Test
    void aPassGoesOnBehindTheLastKey() throws SQLException {
        run("create table t(id integer primary key)");
        run("insert into t select x from system_range(1, 20)");
        assertThat(Jdbc.table(h2, "t")
                        .keyedBy("ID")
                        .after(17)
                        .rangeRows(2)
                        .read()
                        .collect()
                        .numbers("ID"))
                .containsExactly(18, 19, 20);
        assertThatThrownBy(() -> Jdbc.table(h2, "t").after(17).read()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyMustBeDifferentInEachRowAndNeverNull() throws SQLException {
        run("create table t(id integer, x double precision)");
        run("insert into t select x / 2, x from system_range(2, 9)");
        for (int range = 1; range < 6; range++) {
            JdbcTable table = Jdbc.table(h2, "t").keyedBy("ID").rangeRows(range).read();
            assertThat(unreadable(table)).extracting(Finding::code).containsExactly("jdbc.key-repeats");
        }
        run("delete from t");
        run("insert into t values (1, 1), (null, 2)");
        assertThat(unreadable(Jdbc.table(h2, "t").keyedBy("ID").read()))
                .extracting(Finding::code)
                .containsExactly("jdbc.key-missing");
        assertThat(problems(Jdbc.table(h2, "t").keyedBy("X")))
                .extracting(Finding::code)
                .containsExactly("jdbc.key");
        assertThat(problems(Jdbc.table(h2, "t").keyedBy("IDD")).get(0).cure()).contains("ID");
    }

    @Test
    void textsDatesAndTimestampsAreKeysToo() throws SQLException {
        run("create table t(s varchar, d date, m timestamp with time zone, n decimal(9, 2), \"odd \"\"name\" integer)");
        run("""
                insert into t select 'k' || x, dateadd(day, x, date '2024-01-01'),
                  dateadd(microsecond, x, timestamp with time zone '2024-01-01 00:00:00Z'), x / 4.0, x
                from system_range(10, 40)""");
        for (String key : List.of("S", "D", "M", "N", "odd \"name")) {
            Columns rows = Jdbc.table(h2, "t").keyedBy(key).rangeRows(4).read().collect();
            assertThat(rows.numbers("odd \"name"))
                    .as(key)
                    .isEqualTo(IntStream.rangeClosed(10, 40).asDoubleStream().toArray());
        }
    }

    @Test
    void parametersAndDeclaredColumnsBelongToTheQuery() throws SQLException {
        run("create table t(id integer primary key, s varchar)");
        run("insert into t select x, 's' || x from system_range(1, 9)");
        Columns rows = Jdbc.query(h2, "select * from t where id > ? and id < ?;")
                .parameters(2, 6)
                .keyedBy("ID")
                .rangeRows(2)
                .read()
                .collect();
        assertThat(rows.numbers("ID")).containsExactly(3, 4, 5);
        assertThat(problems(Jdbc.table(h2, "t").column("ss", ColumnType.TEXT)))
                .extracting(Finding::code)
                .containsExactly("jdbc.no-such-column");
    }

    @Test
    void everyPassRunsTheQueryAgainAndGivesItsConnectionBack() throws SQLException {
        run("create table t(id integer)");
        run("insert into t values (1)");
        List<Connection> given = new ArrayList<>();
        DataSource counting = (DataSource) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Connection connection = h2.getConnection();
                    given.add(connection);
                    return connection;
                });
        JdbcTable table = Jdbc.table(counting, "t").read();
        assertThat(table.collect().rows()).isEqualTo(1);
        run("insert into t values (2)");
        assertThat(table.collect().rows()).isEqualTo(2);
        run("alter table t rename to u");
        assertThatThrownBy(table::blocks).isInstanceOf(StorageException.class).hasMessageContaining("SQL state");
        for (Connection connection : given) {
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(given).hasSize(4);
    }

    @Test
    void aConnectionOfTheCallerStaysOpenAndAsItWas() throws SQLException {
        run("create table t(id integer primary key)");
        run("insert into t select x from system_range(1, 10)");
        assertThat(Jdbc.table(keepsItAlive, "t")
                        .keyedBy("ID")
                        .rangeRows(3)
                        .read()
                        .collect()
                        .rows())
                .isEqualTo(10);
        assertThat(keepsItAlive.getAutoCommit()).isTrue();
        assertThat(Jdbc.query(keepsItAlive, "select 1").read().collect().rows()).isEqualTo(1);
    }

    @Test
    void manyRowsComeInBlocks() throws SQLException {
        List<Integer> sizes = new ArrayList<>();
        JdbcTable table = Jdbc.read(h2, "select x from system_range(1, 20000)");
        assertThat(table.rowCount()).isEmpty();
        try (Blocks blocks = table.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                sizes.add(block.rows());
            }
            assertThat(blocks.next()).isNull();
        }
        assertThat(sizes).containsExactly(8192, 8192, 3616);
    }

    @Test
    void aTableIsNamedAndNotProgrammed() {
        for (String bad :
                List.of("", "t; drop table t", "t where 1 = 1", "a.b.c.d", "\"a\"\"b\"", "t--", "(select 1)")) {
            assertThatThrownBy(() -> Jdbc.table(h2, bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Jdbc.table(h2, "public.\"no such\"").read()).isInstanceOf(StorageException.class);
    }

    private static List<Finding> problems(Jdbc jdbc) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, jdbc::read);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }

    private static List<Finding> unreadable(JdbcTable table) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, table::collect);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }

    private static String row(Columns rows, int row) {
        return IntStream.range(0, rows.schema().size())
                .mapToObj(column -> String.valueOf(rows.text(row, column)))
                .collect(Collectors.joining("|"));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = keepsItAlive.createStatement()) {
            statement.execute(sql);
        }
    }
}
