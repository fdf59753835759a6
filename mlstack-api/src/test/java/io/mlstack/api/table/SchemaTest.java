package io.mlstack.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

    static final Schema EVERY_TYPE = Schema.of(
            Column.of("flag", ColumnType.BOOLEAN).asNullable(),
            Column.of("i", ColumnType.INT32).asNullable(),
            Column.of("l", ColumnType.INT64).asNullable(),
            Column.of("f", ColumnType.FLOAT32).asNullable(),
            Column.of("d", ColumnType.FLOAT64).asNullable(),
            Column.of("price", ColumnType.decimal(9, 2)).asNullable(),
            Column.of("note", ColumnType.TEXT).asNullable().asPersonal(),
            Column.of("kind", ColumnType.category("a", "b")).asNullable(),
            Column.of("day", ColumnType.DATE).asNullable(),
            Column.of("at", ColumnType.TIMESTAMP).asNullable(),
            Column.of("v", ColumnType.vector(2)).asNullable(),
            Column.of("t", ColumnType.tensor(2, 2)).asNullable(),
            Column.of("raw", ColumnType.BLOB).asNullable(),
            Column.of("tags", ColumnType.listOf(ColumnType.TEXT)).asNullable().describedAs("what people said"),
            Column.of("doc", ColumnType.JSON).asNullable());

    @Test
    void jsonReadsBackToAnEqualSchema() {
        assertThat(Schema.fromJson(Json.parse(EVERY_TYPE.toJson().canonical(), "schema.json")))
                .isEqualTo(EVERY_TYPE);
    }

    @Test
    void repeatedNamesAreAllReported() {
        Column a = Column.of("a", ColumnType.TEXT);
        Column b = Column.of("b", ColumnType.TEXT);

        assertThatThrownBy(() -> Schema.of(a, b, a, b))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(2));
    }

    @Test
    void everyNameThatDoesNotExistIsReported() {
        assertThatThrownBy(() -> EVERY_TYPE.select(List.of("flagg", "l", "prize")))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.findings()).hasSize(2))
                .hasMessageContainingAll("did you mean \"flag\"", "did you mean \"price\"");
    }

    @Test
    void withReplacesInPlaceAndAppendsWhatIsNew() {
        Schema schema = Schema.of(Column.of("a", ColumnType.TEXT), Column.of("b", ColumnType.TEXT));

        assertThat(schema.with(Column.of("a", ColumnType.INT32)).names()).containsExactly("a", "b");
        assertThat(schema.with(Column.of("c", ColumnType.INT32)).names()).containsExactly("a", "b", "c");
        assertThat(schema.without("a").names()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "meanRadius, mean_radius",
        "x, x",
        "userURL, user_url",
        "URLOfUser, url_of_user",
        "mean2Radius, mean2_radius",
        "already_snake, already_snake"
    })
    void componentNamesBecomeSnakeCase(String component, String column) {
        assertThat(RecordColumns.snakeCase(component)).isEqualTo(column);
    }

    @Test
    void levelsOfPersonalCategoriesAreNotShown() {
        Schema schema = Schema.of(
                Column.of("name", ColumnType.category("Ada", "Bob")).asPersonal(),
                Column.of("friends", ColumnType.listOf(ColumnType.category("Ada", "Bob")))
                        .asPersonal(),
                Column.of("kind", ColumnType.category("cat", "dog")));

        assertThat(schema.toString()).contains("category(2 levels)", "list(category(2 levels))", "category(cat, dog)");
        assertThat(schema + schema.html() + schema.column(0))
                .doesNotContain("Ada")
                .doesNotContain("Bob");
    }

    enum Size {
        SMALL,
        LARGE
    }

    record Order(
            long id,
            @Name("e-mail") String email,
            Optional<String> note,
            OptionalDouble discount,
            Integer items,
            Size size,
            LocalDate day,
            Instant at) {}

    @Test
    void aRecordDescribesItsColumns() {
        assertThat(Schema.of(Order.class).columns())
                .extracting(Column::toString)
                .containsExactly(
                        "id: int64",
                        "e-mail: text, nullable",
                        "note: text, nullable",
                        "discount: float64, nullable",
                        "items: int32, nullable",
                        "size: category(small, large), nullable",
                        "day: date, nullable",
                        "at: timestamp, nullable");
    }

    record Odd(Thread thread, Object any, int fine) {}

    @Test
    void allComponentsWithoutAColumnTypeAreReported() {
        assertThatThrownBy(() -> Schema.of(Odd.class)).hasMessageContainingAll("Odd.thread", "Odd.any");
    }

    @Test
    void recordsGoThroughColumnsAndBack() {
        List<Order> orders = List.of(
                new Order(
                        1,
                        "a@b.example",
                        Optional.of("soon"),
                        OptionalDouble.of(.5),
                        3,
                        Size.LARGE,
                        LocalDate.of(2026, 11, 23),
                        Instant.parse("2026-11-23T18:00:00.000001Z")),
                new Order(2, "c@d.example", Optional.empty(), OptionalDouble.empty(), null, Size.SMALL, null, null));

        assertThat(Columns.ofRecords(Order.class, orders).toRecords(Order.class))
                .isEqualTo(orders);
    }

    record Narrow(int id, double total) {}

    @Test
    void aRecordWithoutItsColumnsIsRefusedWithAllOfThem() {
        assertThatThrownBy(() -> Columns.builder(EVERY_TYPE).build().toRecords(Narrow.class))
                .hasMessageContainingAll("Narrow.id", "Narrow.total");
    }

    @Test
    void aNumberThatDoesNotFitItsComponentNamesRowAndColumn() {
        Schema schema = Schema.of(Column.of("id", ColumnType.INT64), Column.of("total", ColumnType.FLOAT64));
        Columns rows =
                Columns.builder(schema).row(1L, 1.0).row(3_000_000_000L, 2.0).build();

        assertThatThrownBy(() -> rows.toRecords(Narrow.class)).hasMessageContaining("row 1, column id");
    }

    record Whole(OptionalInt value) {}

    record Wide(OptionalLong value) {}

    record Real(OptionalDouble value) {}

    record Single(float value) {}

    private static <R extends Record> void lost(Class<R> type, ColumnType column, Object value) {
        Columns rows = Columns.builder(Schema.of(Column.of("value", column)))
                .row(value)
                .build();
        assertThatThrownBy(() -> rows.toRecords(type))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 0, column value");
    }

    @Test
    void aComponentGetsTheWholeNumberOrNone() {
        lost(Whole.class, ColumnType.INT64, 3_000_000_000L);
        lost(Whole.class, ColumnType.FLOAT64, 2.7);
        lost(Whole.class, ColumnType.decimal(4, 2), new BigDecimal("1.50"));
        lost(Wide.class, ColumnType.FLOAT64, 2.7);
        lost(Wide.class, ColumnType.FLOAT64, 0x1p63);
        lost(Wide.class, ColumnType.decimal(4, 2), new BigDecimal("1.50"));
        lost(Real.class, ColumnType.INT64, (1L << 53) + 1);
        lost(Single.class, ColumnType.INT32, (1 << 24) + 1);
        lost(Single.class, ColumnType.FLOAT64, 1e300);

        assertThat(Columns.builder(Schema.of(Column.of("value", ColumnType.decimal(4, 2))))
                        .row(new BigDecimal("7.00"))
                        .build()
                        .toRecords(Wide.class))
                .containsExactly(new Wide(OptionalLong.of(7)));
    }
}
