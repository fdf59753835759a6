package io.mlstack.serve.predict;

import io.mlstack.api.error.Findings;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.internal.bind.InputRules;
import io.mlstack.serve.predict.internal.bind.RowInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Which columns a graph takes, and which components of records are bound to each, found by binding. */
final class GuideColumns {

    enum Level {
        LOW,
        HIGH
    }

    record OfInt(int x) {}

    record OfLong(long x) {}

    record OfFloat(float x) {}

    record OfDouble(double x) {}

    record OfBox(Double x) {}

    record OfDecimal(BigDecimal x) {}

    record OfOptionalInt(OptionalInt x) {}

    record OfOptionalLong(OptionalLong x) {}

    record OfOptionalDouble(OptionalDouble x) {}

    record OfBoolean(boolean x) {}

    record OfBooleanBox(Boolean x) {}

    record OfDate(LocalDate x) {}

    record OfInstant(Instant x) {}

    record OfOffsetTime(OffsetDateTime x) {}

    record OfZonedTime(ZonedDateTime x) {}

    record OfString(String x) {}

    record OfCharSequence(CharSequence x) {}

    record OfEnum(Level x) {}

    record OfOptional(Optional<String> x) {}

    record OfFloats(float[] x) {}

    record OfDoubles(double[] x) {}

    private static final List<Class<? extends Record>> RECORDS = List.of(
            OfInt.class,
            OfLong.class,
            OfFloat.class,
            OfDouble.class,
            OfBox.class,
            OfDecimal.class,
            OfOptionalInt.class,
            OfOptionalLong.class,
            OfOptionalDouble.class,
            OfBoolean.class,
            OfBooleanBox.class,
            OfDate.class,
            OfInstant.class,
            OfOffsetTime.class,
            OfZonedTime.class,
            OfString.class,
            OfCharSequence.class,
            OfEnum.class,
            OfOptional.class,
            OfFloats.class,
            OfDoubles.class);

    private static final List<ColumnType> TYPES = List.of(
            ColumnType.BOOLEAN,
            ColumnType.INT32,
            ColumnType.INT64,
            ColumnType.FLOAT32,
            ColumnType.FLOAT64,
            ColumnType.decimal(9, 2),
            ColumnType.DATE,
            ColumnType.TIMESTAMP,
            ColumnType.TEXT,
            ColumnType.category("low", "high"),
            ColumnType.vector(3),
            ColumnType.BLOB,
            ColumnType.JSON);

    private GuideColumns() {}

    static String table() {
        return "| column | in the graph | component of a record |\n|---|---|---|\n"
                + TYPES.stream()
                        .map(type -> "| `" + type.spelling() + "` | " + value(type) + " | " + components(type) + " |\n")
                        .collect(Collectors.joining())
                + "\nA component may be `Optional` of any object among these, and records may hold records.\n";
    }

    private static String value(ColumnType type) {
        return ValueType.of(Column.of("x", type))
                .map(value -> "`" + value + "`")
                .orElse("no value: refused");
    }

    private static String components(ColumnType type) {
        Column column = Column.of("x", type).asNullable();
        if (ValueType.of(column).isEmpty()) {
            return "";
        }
        ModelGraph.Builder graph = ModelGraph.from(Schema.of(column));
        if (type.kind() == ColumnType.Kind.TEXT) {
            graph.add(new Node.Hash("x", "hash", 4, 0))
                    .output(Column.of("hash", ColumnType.category("0", "1", "2", "3")));
        }
        Scorer scorer = Scorer.compile(graph.build());
        return RECORDS.stream()
                .filter(record ->
                        RowInput.of(InputRules.of(scorer.graph(), scorer.texts()), record, Findings.collect()) != null)
                .map(record -> "`" + name(record) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String name(Class<? extends Record> record) {
        String name = record.getRecordComponents()[0].getGenericType().getTypeName();
        return name.equals(Level.class.getName()) ? "an enum" : name.replaceAll("[a-z]+\\.", "");
    }
}
