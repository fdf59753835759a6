package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the components of a record are called and typed as columns. */
final class RecordColumns {

    private static final Map<Class<?>, ColumnType> TYPES = Map.ofEntries(
            Map.entry(boolean.class, ColumnType.BOOLEAN),
            Map.entry(Boolean.class, ColumnType.BOOLEAN),
            Map.entry(int.class, ColumnType.INT32),
            Map.entry(Integer.class, ColumnType.INT32),
            Map.entry(OptionalInt.class, ColumnType.INT32),
            Map.entry(long.class, ColumnType.INT64),
            Map.entry(Long.class, ColumnType.INT64),
            Map.entry(OptionalLong.class, ColumnType.INT64),
            Map.entry(float.class, ColumnType.FLOAT32),
            Map.entry(Float.class, ColumnType.FLOAT32),
            Map.entry(double.class, ColumnType.FLOAT64),
            Map.entry(Double.class, ColumnType.FLOAT64),
            Map.entry(OptionalDouble.class, ColumnType.FLOAT64),
            Map.entry(String.class, ColumnType.TEXT),
            Map.entry(LocalDate.class, ColumnType.DATE),
            Map.entry(Instant.class, ColumnType.TIMESTAMP),
            Map.entry(OffsetDateTime.class, ColumnType.TIMESTAMP),
            Map.entry(ZonedDateTime.class, ColumnType.TIMESTAMP),
            Map.entry(byte[].class, ColumnType.BLOB));

    private RecordColumns() {}

    static Schema schemaOf(Class<? extends Record> type) {
        Findings findings = Findings.collect();
        Schema schema = schemaOf(RecordShape.of(type, findings), findings);
        findings.throwIfAny(InvalidInputException::new);
        return schema;
    }

    private static Schema schemaOf(RecordShape shape, Findings findings) {
        List<Column> columns = new ArrayList<>();
        for (RecordShape.Part part : shape.leaves()) {
            ColumnType columnType = typeOf(part.type());
            if (columnType == null) {
                findings.add(
                        "record.type",
                        part.place(),
                        part.component().getGenericType().getTypeName() + " has no column type",
                        part.type() == LocalDateTime.class
                                ? "use Instant, OffsetDateTime or ZonedDateTime: a time without a zone is no point in time"
                                : "use a primitive, its box, String, an enum, LocalDate, Instant, byte[] or a record of these");
            } else if (!Column.isName(part.column())) {
                findings.add(
                        "record.name",
                        part.place(),
                        "\"" + part.column() + "\" cannot name a column",
                        "give the component a @Name of 1 to 200 printable characters");
            } else {
                Column column = Column.of(part.column(), columnType);
                columns.add(part.nullable() ? column.asNullable() : column);
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return Schema.of(columns);
    }

    static <R extends Record> Columns columnsOf(Class<R> type, List<R> records) {
        Findings findings = Findings.collect();
        RecordShape shape = RecordShape.of(type, findings);
        Columns.Builder builder = Columns.builder(schemaOf(shape, findings));
        List<@Nullable Object> row = new ArrayList<>();
        for (R record : records) {
            row.clear();
            read(shape, record, row);
            builder.row(row.toArray());
        }
        return builder.build();
    }

    /** Adds one value a column; a nested record that is not there has none. */
    private static void read(RecordShape shape, @Nullable Object record, List<@Nullable Object> row) {
        for (RecordShape.Part part : shape.parts()) {
            Object value = record == null ? null : read(part.component(), record);
            if (part.nested() == null) {
                row.add(ComponentValue.cell(value));
            } else {
                read(part.nested(), value instanceof Optional<?> optional ? optional.orElse(null) : value, row);
            }
        }
    }

    static String columnName(RecordComponent... path) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.length - 1; i++) {
            name.append(prefix(path[i]));
        }
        RecordComponent last = path[path.length - 1];
        Name given = last.getAnnotation(Name.class);
        return name.append(given != null ? given.value() : snakeCase(last.getName()))
                .toString();
    }

    /** What the columns of a nested record begin with. */
    static String prefix(RecordComponent component) {
        Name given = component.getAnnotation(Name.class);
        return given != null ? given.value() : snakeCase(component.getName()) + "_";
    }

    /** {@code meanRadius2} becomes {@code mean_radius2}; runs of capitals stay together: {@code userURL}, {@code user_url}. */
    static String snakeCase(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable ColumnType typeOf(Class<?> type) {
        if (type.isEnum()) {
            return ColumnType.category(Arrays.stream(type.getEnumConstants())
                    .map(ComponentValue::level)
                    .toList());
        }
        return TYPES.get(type);
    }

    private static @Nullable Object read(RecordComponent component, Object record) {
        Method accessor = component.getAccessor();
        try {
            // A record of a local or private class has accessors that only reflection with access may call.
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (InaccessibleObjectException e) {
            throw closed(record.getClass(), e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new InvalidInputException(
                    new Finding(
                            "record.read",
                            record.getClass().getSimpleName() + "." + component.getName(),
                            "the component cannot be read: " + e,
                            "open the package to io.mlstack.api"),
                    e);
        }
    }

    /** What to throw for a record that its module does not let us look into. */
    static InvalidInputException closed(Class<?> type, InaccessibleObjectException e) {
        return new InvalidInputException(
                new Finding(
                        "record.closed",
                        type.getSimpleName(),
                        "module " + type.getModule().getName() + " does not open package " + type.getPackageName(),
                        "write \"opens " + type.getPackageName() + " to io.mlstack.api;\" in its module-info"),
                e);
    }
}
