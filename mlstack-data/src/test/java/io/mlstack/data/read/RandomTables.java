package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Tables of every type of column, with gaps and odd values. */
final class RandomTables {

    private RandomTables() {}

    /** Small tables whose columns are of {@code types}, each nullable. */
    static Arbitrary<Columns> of(List<ColumnType> types) {
        List<Column> columns = new java.util.ArrayList<>();
        types.forEach(
                type -> columns.add(Column.of("c\"" + columns.size(), type).asNullable()));
        Schema schema = Schema.of(columns);
        List<Arbitrary<Object>> values =
                types.stream().map(type -> values(type).injectNull(0.15)).toList();
        return Combinators.combine(values)
                .as(List::toArray)
                .list()
                .ofMaxSize(12)
                .map(rows -> {
                    Columns.Builder builder = Columns.builder(schema);
                    rows.forEach(builder::row);
                    return builder.build();
                });
    }

    /** Names the column that differs. */
    static void assertEqual(Table actual, Columns expected) {
        Columns rows = actual.collect();
        assertThat(rows.schema()).isEqualTo(expected.schema());
        for (int i = 0; i < expected.schema().size(); i++) {
            assertThat(rows.vector(i)).as("%s", expected.schema().column(i)).isEqualTo(expected.vector(i));
        }
    }

    static Arbitrary<Object> values(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
            case INT32 -> Arbitraries.integers().asGeneric();
            case INT64 -> Arbitraries.longs().asGeneric();
            case FLOAT32 -> floats().asGeneric();
            case FLOAT64 ->
                Arbitraries.oneOf(
                                Arbitraries.doubles(),
                                Arbitraries.of(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0.1))
                        .asGeneric();
            case DECIMAL -> decimals((ColumnType.Decimal) type);
            case TEXT -> texts().asGeneric();
            case CATEGORY ->
                Arbitraries.of(((ColumnType.Category) type).levels()).asGeneric();
            case DATE ->
                Arbitraries.longs()
                        .between(-1_000_000, 4_000_000)
                        .map(LocalDate::ofEpochDay)
                        .asGeneric();
            case TIMESTAMP ->
                Arbitraries.longs()
                        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                        .asGeneric();
            case VECTOR -> floats(((ColumnType.Vector) type).width());
            case TENSOR -> floats(((ColumnType.Tensor) type).width());
            case BLOB -> Arbitraries.bytes().array(byte[].class).ofMaxSize(9).asGeneric();
            case LIST ->
                values(((ColumnType.ListOf) type).element())
                        .injectNull(0.15)
                        .list()
                        .ofMaxSize(4)
                        .asGeneric();
            case JSON ->
                Arbitraries.of("0", "1.50", "\"x\\ny\"", "[]", "{}", "[1,[\"a\"]]", "{\"a\":{\"b\":[true]}}")
                        .asGeneric();
        };
    }

    private static Arbitrary<Float> floats() {
        return Arbitraries.oneOf(
                Arbitraries.floats(), Arbitraries.of(-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 0.1f));
    }

    private static Arbitrary<Object> floats(int width) {
        return floats().array(Float[].class).ofSize(width).map(boxes -> {
            float[] values = new float[boxes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = boxes[i];
            }
            return values;
        });
    }

    private static Arbitrary<Object> decimals(ColumnType.Decimal type) {
        long most = BigDecimal.TEN.pow(type.precision()).longValueExact() - 1;
        return Arbitraries.longs()
                .between(-most, most)
                .map(n -> BigDecimal.valueOf(n, type.scale()))
                .asGeneric();
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "", "\"", "\\", "a,b", "\r\n", "\n", "\r", " ", "#", "NA", "null", "\uD83D\uDE00", "\u0000"),
                Arbitraries.strings().ofMaxLength(6).map(RandomTables::withoutHalves));
    }

    /** Half a surrogate pair has no UTF-8 form. */
    static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().filter(c -> c < 0xD800 || c > 0xDFFF).forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
