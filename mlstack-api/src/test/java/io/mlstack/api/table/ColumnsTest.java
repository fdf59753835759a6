package io.mlstack.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.ShapeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ColumnsTest {

    private static final Object[] FULL = {
        true,
        -7,
        1L << 60,
        1.5f,
        Math.PI,
        new BigDecimal("-12.30"),
        "\ud83d\ude00 text",
        "b",
        LocalDate.of(1969, 12, 31),
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        new float[] {1, 2},
        new float[] {1, 2, 3, 4},
        new byte[] {0, -1},
        Arrays.asList("x", null, ""),
        "{\"a\":1}"
    };

    private static Columns everyType() {
        return Columns.builder(SchemaTest.EVERY_TYPE)
                .row(FULL)
                .row(new @Nullable Object[FULL.length])
                .row(FULL)
                .build();
    }

    @Test
    void everyTypeGivesBackWhatWasPutIn() {
        Columns columns = everyType();
        for (int column = 0; column < FULL.length; column++) {
            assertThat(columns.value(0, column)).isEqualTo(FULL[column]);
            assertThat(columns.value(1, column)).isNull();
            assertThat(columns.value(2, column)).isEqualTo(FULL[column]);
        }
    }

    @Test
    void momentsMayLieCenturiesAway() {
        Schema schema = Schema.of(Column.of("at", ColumnType.TIMESTAMP));
        Instant first = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
        Instant last = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);
        Columns far = Columns.builder(schema).row(first).row(last).build();
        assertThat(far.value(0, "at")).isEqualTo(first);
        assertThat(far.value(1, "at")).isEqualTo(last);
        assertThatThrownBy(() -> Columns.builder(schema).row(Instant.MAX))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not fit timestamp");
    }

    @Property(tries = 200)
    void takingRowsIsTakingThemOneByOne(@ForAll @Size(max = 20) List<@IntRange(max = 2) Integer> picks) {
        Columns columns = everyType();
        int[] rows = picks.stream().mapToInt(n -> n).toArray();
        List<Columns> single = new ArrayList<>();
        for (int row : rows) {
            single.add(columns.slice(row, row + 1));
        }

        assertThat(columns.take(rows)).isEqualTo(Columns.concat(columns.schema(), single));
    }

    @Property(tries = 100)
    void missingRowsAreThoseThatWereLeftOut(@ForAll @Size(max = 200) List<Boolean> present) {
        ColumnBuilder builder = ColumnBuilder.of(ColumnType.FLOAT64);
        present.forEach(p -> {
            if (p) {
                builder.appendDouble(builder.rows());
            } else {
                builder.appendMissing();
            }
        });
        ColumnVector vector = builder.build();

        assertThat(vector.missing())
                .isEqualTo((int) present.stream().filter(p -> !p).count());
        for (int row = 0; row < present.size(); row++) {
            assertThat(vector.isMissing(row)).isEqualTo(!present.get(row));
        }
        assertThat(Validity.of(present.size(), vector.validity().toWords())).isEqualTo(vector.validity());
    }

    @Test
    void aBlockDoesNotChangeWithTheArrayItCameFrom() {
        double[] values = {1, 2};
        Columns columns = Columns.of(Schema.of(Column.of("x", ColumnType.FLOAT64)), List.of(DoubleVector.of(values)));
        values[0] = 9;
        columns.numbers("x")[1] = 9;

        assertThat(columns.numbers("x")).containsExactly(1, 2);
    }

    @Test
    void aBuilderMayGoOnAfterItsBlockWasTaken() {
        Columns.Builder builder = Columns.builder(Schema.of(Column.of("x", ColumnType.TEXT)));
        Columns one = builder.row("a").build();
        Columns two = builder.row("b").build();

        assertThat(one.rows()).isEqualTo(1);
        assertThat(two.value(1, "x")).isEqualTo("b");
    }

    @Test
    void allBadValuesOfARowAreReportedAndNothingIsAdded() {
        Schema schema = Schema.of(
                Column.of("n", ColumnType.INT32),
                Column.of("c", ColumnType.category("a")),
                Column.of("t", ColumnType.TEXT));
        Columns.Builder builder = Columns.builder(schema).row(1, "a", "x");

        assertThatThrownBy(() -> builder.row(1L << 40, "z", null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(3))
                .hasMessageContainingAll("row 1, column n", "row 1, column c", "row 1, column t");
        assertThat(builder.row(2, "a", "y").build().rows()).isEqualTo(2);
    }

    @Test
    void aRowOfTheWrongWidthIsRefused() {
        assertThatThrownBy(() -> Columns.builder(SchemaTest.EVERY_TYPE).row(1, 2))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void decimalsKeepTheirScaleOrAreRefused() {
        Columns.Builder builder = Columns.builder(Schema.of(Column.of("p", ColumnType.decimal(4, 2))));

        assertThat(builder.row(new BigDecimal("1.5")).build().value(0, "p")).isEqualTo(new BigDecimal("1.50"));
        assertThatThrownBy(() -> builder.row(new BigDecimal("1.555"))).hasMessageContaining("1.555");
        assertThatThrownBy(() -> builder.row(new BigDecimal("123.45"))).hasMessageContaining("123.45");
    }

    @Test
    void vectorsOfTheWrongClassLengthOrCodeAreReported() {
        Schema schema = Schema.of(Column.of("a", ColumnType.INT64), Column.of("b", ColumnType.category("x")));

        assertThatThrownBy(() -> Columns.of(schema, List.of(DoubleVector.of(1, 2), IntVector.of(0))))
                .hasMessageContainingAll("column a", "cannot lie in", "column b");
        assertThatThrownBy(() -> Columns.of(schema, List.of(LongVector.of(1, 2), IntVector.of(0, 1))))
                .hasMessageContainingAll("column b, row 1", "code 1");
    }

    @Test
    void codesInsideListsAreChecked() {
        Schema schema = Schema.of(Column.of("tags", ColumnType.listOf(ColumnType.category("x"))));
        ListVector tags = ListVector.of(new int[] {0, 2}, IntVector.of(0, 7), Validity.allPresent(1));

        assertThatThrownBy(() -> Columns.of(schema, List.of(tags)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("column tags", "code 7");
    }

    @Test
    void nothingHidesUnderAMissingRow() {
        Validity second = Validity.of(2, new long[] {2});

        assertThatThrownBy(() -> BytesVector.of(new int[] {0, 2, 3}, new byte[3], second))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("row 0 is missing and has 2 bytes");
        assertThatThrownBy(() -> ListVector.of(new int[] {0, 2, 3}, IntVector.of(1, 2, 3), second))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("row 0 is missing and has 2 elements");
    }

    @Test
    void aBlockOfAnotherSchemaIsNotAppended() {
        Columns longs = Columns.builder(Schema.of(Column.of("x", ColumnType.INT64)))
                .row(1L)
                .build();
        Columns.Builder builder =
                Columns.builder(Schema.of(Column.of("x", ColumnType.FLOAT64))).row(.5);

        assertThatThrownBy(() -> builder.append(longs)).isInstanceOf(InvalidInputException.class);
        assertThat(builder.build().numbers("x")).containsExactly(.5);
    }

    private static Object stored(ColumnType type, Object value) {
        return Columns.builder(Schema.of(Column.of("x", type)))
                .row(value)
                .build()
                .value(0, 0);
    }

    private static void refused(ColumnType type, Object value) {
        assertThatThrownBy(() -> stored(type, value))
                .as("%s as %s", value, type)
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aNumberIsStoredAsItIsOrRefused() {
        BigInteger beyond = BigInteger.ONE.shiftLeft(63);
        long odd = (1L << 53) + 1;
        assertThat(stored(ColumnType.INT64, BigInteger.valueOf(odd))).isEqualTo(odd);
        assertThat(stored(ColumnType.INT64, new BigDecimal("9007199254740993.00")))
                .isEqualTo(odd);
        assertThat(stored(ColumnType.INT64, new AtomicLong(odd))).isEqualTo(odd);
        assertThat(stored(ColumnType.INT64, 2.0)).isEqualTo(2L);
        refused(ColumnType.INT64, beyond);
        refused(ColumnType.INT64, beyond.add(BigInteger.valueOf(7)).multiply(BigInteger.TWO.pow(64)));
        refused(ColumnType.INT64, new BigDecimal("2.7"));
        refused(ColumnType.INT64, 2.7);
        refused(ColumnType.INT64, 1e300);
        assertThat(stored(ColumnType.FLOAT64, 1L << 60)).isEqualTo(0x1p60);
        assertThat(stored(ColumnType.FLOAT64, new BigDecimal("0.1"))).isEqualTo(.1);
        refused(ColumnType.FLOAT64, odd);
        refused(ColumnType.FLOAT64, Long.MAX_VALUE);
        refused(ColumnType.FLOAT64, BigInteger.valueOf(odd));
        refused(ColumnType.FLOAT64, new BigDecimal("1e400"));
        assertThat(stored(ColumnType.FLOAT32, Double.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(stored(ColumnType.FLOAT32, .1)).isEqualTo(.1f);
        refused(ColumnType.FLOAT32, 1e300);
        refused(ColumnType.FLOAT32, (1 << 24) + 1);
        refused(ColumnType.FLOAT32, Long.MAX_VALUE);
    }

    @Test
    void anUnscaledDecimalKeepsToItsPrecision() {
        ColumnType money = ColumnType.decimal(4, 2);
        ColumnBuilder builder = ColumnBuilder.of(money).appendLong(-9_999).appendLong(9_999);

        assertThatThrownBy(() -> builder.appendLong(10_000)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.rows()).isEqualTo(2);
        assertThatThrownBy(() -> Columns.of(Schema.of(Column.of("p", money)), List.of(LongVector.of(1, -10_000))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column p, row 1");
        assertThat(Columns.of(Schema.of(Column.of("p", ColumnType.decimal(18, 0))), List.of(LongVector.of(1L << 59)))
                        .rows())
                .isEqualTo(1);
    }

    @Test
    @Timeout(5)
    void decimalsOfManyZerosAreRefusedAtOnce() {
        for (ColumnType type : List.of(ColumnType.decimal(4, 2), ColumnType.INT64)) {
            refused(type, new BigDecimal("1e100000000"));
            refused(type, new BigDecimal("1e-100000000"));
        }
        assertThat(stored(ColumnType.decimal(4, 2), new BigDecimal("0e-100000000")))
                .isEqualTo(new BigDecimal("0.00"));
        assertThat(stored(ColumnType.decimal(4, 2), new BigDecimal("0.01"))).isEqualTo(new BigDecimal("0.01"));
        refused(ColumnType.decimal(4, 2), new BigDecimal("0.001"));
    }

    @Test
    void textThatHasNoUtf8IsRefused() {
        refused(ColumnType.TEXT, "a\ud83d");
        refused(ColumnType.JSON, "\ude00\ud83d");
        assertThat(stored(ColumnType.TEXT, "\ud83d\ude00")).isEqualTo("\ud83d\ude00");
        assertThatThrownBy(() -> BytesVector.of("ok", "\ud83dx")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingValuesNeedANullableColumn() {
        DoubleVector gap = DoubleVector.of(new double[] {1, 2}, Validity.of(2, new long[] {1}));

        assertThatThrownBy(() -> Columns.of(Schema.of(Column.of("x", ColumnType.FLOAT64)), List.of(gap)))
                .hasMessageContaining("1 of 2 values are missing");
    }

    @Test
    void changingACellLeavesTheOldBlockAsItWas() {
        Columns before = everyType();
        Columns after = before.withValue(1, "d", 2.5);

        assertThat(after.value(1, "d")).isEqualTo(2.5);
        assertThat(before.value(1, "d")).isNull();
        assertThat(after.without("d")).isEqualTo(before.without("d"));
        assertThatThrownBy(() -> before.withValue(1, "d", "wide")).hasMessageContaining("row 1, column d");
    }

    @Test
    void rowsThatDoNotExistAreRefused() {
        Columns columns = everyType();

        assertThatThrownBy(() -> columns.withValue(3, "d", 1.0)).hasMessage("row 3 does not exist; rows are 0 to 2");
        assertThatThrownBy(() -> columns.withValue(-1, "d", 1.0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> columns.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> columns.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(columns.slice(3, 3).rows()).isZero();
    }

    @Test
    void numbersOfEveryNumericType() {
        Columns columns = everyType();

        assertThat(columns.numbers("flag")).containsExactly(1, Double.NaN, 1);
        assertThat(columns.numbers("price")[0]).isEqualTo(-12.3);
        assertThat(columns.numbers("day")[0]).isEqualTo(-1);
        assertThat(columns.numbers("at")[0]).isEqualTo(-1e-6);
        assertThat(columns.codes("kind")).containsExactly(1, -1, 1);
        assertThatThrownBy(() -> columns.numbers("note")).hasMessageContaining("column note");
        assertThatThrownBy(() -> columns.codes("note")).hasMessageContaining("column note");
    }

    record Visit(int ward) {
        Visit {
            if (ward > 900) {
                throw new IllegalArgumentException("no ward " + ward);
            }
        }
    }

    record Wing(Thread ward) {}

    @Test
    void personalValuesStayOutOfExceptions() {
        Schema schema = Schema.of(
                Column.of("ward", ColumnType.INT32).asPersonal(),
                Column.of("name", ColumnType.category("Ada", "Bob")).asPersonal());
        Columns visits = Columns.builder(schema).row(987, "Ada").build();

        for (ThrowingCallable bad : List.<ThrowingCallable>of(
                () -> Columns.builder(schema).row("98765", "Eve"),
                () -> visits.withValue(0, "name", "Eve"),
                () -> visits.withValue(0, "ward", "98765"),
                () -> visits.toRecords(Wing.class),
                () -> visits.toRecords(Visit.class),
                () -> visits.numbers("name"),
                () -> Columns.of(schema, List.of(IntVector.of(1), LongVector.of(1))))) {
            assertThatThrownBy(bad).isInstanceOf(InvalidInputException.class).satisfies(e -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString().lines().filter(line -> !line.startsWith("\tat ")))
                        .isNotEmpty()
                        .noneMatch(line -> line.contains("987") || line.contains("Ada") || line.contains("Eve"));
            });
        }
        assertThatThrownBy(() -> visits.withValue(0, "name", "Eve"))
                .hasMessageContaining("(personal) is no value of a column of type category(2 levels)");
    }

    @Test
    void personalColumnsAreMaskedInHtml() {
        assertThat(everyType().html()).doesNotContain("text</td>").contains("(personal)");
    }

    @Test
    void aBlockIsATableOfOneBlock() {
        Columns columns = everyType();
        try (Blocks blocks = columns.blocks()) {
            assertThat(blocks.next()).isSameAs(columns);
            assertThat(blocks.next()).isNull();
        }
        assertThat(columns.collect()).isSameAs(columns);
        assertThat(Columns.concat(columns.schema(), List.of()).rows()).isZero();
    }
}
