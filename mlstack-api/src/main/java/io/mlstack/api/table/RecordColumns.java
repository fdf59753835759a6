package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
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
            Map.entry(byte[].class, ColumnType.BLOB));

    private RecordColumns() {}

    static Schema schemaOf(Class<? extends Record> type) {
        Findings findings = Findings.collect();
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            ColumnType columnType = typeOf(component);
            if (columnType == null) {
                findings.add(
                        "record.type",
                        type.getSimpleName() + "." + component.getName(),
                        component.getGenericType().getTypeName() + " has no column type",
                        "use a primitive, its box, String, an enum, LocalDate, Instant or byte[]");
            } else {
                Column column = Column.of(columnName(component), columnType);
                columns.add(component.getType().isPrimitive() ? column : column.asNullable());
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return Schema.of(columns);
    }

    static <R extends Record> Columns columnsOf(Class<R> type, List<R> records) {
        Schema schema = schemaOf(type);
        RecordComponent[] components = type.getRecordComponents();
        Columns.Builder builder = Columns.builder(schema);
        for (R record : records) {
            @Nullable Object[] row = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                row[i] = plain(read(components[i], record));
            }
            builder.row(row);
        }
        return builder.build();
    }

    static String columnName(RecordComponent component) {
        Name name = component.getAnnotation(Name.class);
        return name != null ? name.value() : snakeCase(component.getName());
    }

    /** {@code meanRadius2} becomes {@code mean_radius2}; runs of capitals stay together: {@code userURL}, {@code user_url}. */
    static String snakeCase(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable ColumnType typeOf(RecordComponent component) {
        Class<?> raw = component.getType();
        if (raw == Optional.class && component.getGenericType() instanceof ParameterizedType parameterized) {
            Type argument = parameterized.getActualTypeArguments()[0];
            return argument instanceof Class<?> inner ? typeOf(inner) : null;
        }
        return typeOf(raw);
    }

    private static @Nullable ColumnType typeOf(Class<?> type) {
        if (type.isEnum()) {
            return ColumnType.category(Arrays.stream(type.getEnumConstants())
                    .map(RecordColumns::level)
                    .toList());
        }
        return TYPES.get(type);
    }

    private static String level(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(RecordColumns::plain).orElse(null);
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? (Object) optional.getAsInt() : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? (Object) optional.getAsLong() : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? (Object) optional.getAsDouble() : null;
        }
        return value instanceof Enum<?> constant ? level(constant) : value;
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
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
