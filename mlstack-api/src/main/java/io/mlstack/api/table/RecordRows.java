package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes records of the rows of a block; the way back from {@link RecordColumns}. */
final class RecordRows<R extends Record> {

    private final Columns columns;
    private final RecordComponent[] components;
    private final int[] positions;
    private final Constructor<R> constructor;

    private RecordRows(Class<R> type, Columns columns) {
        this.columns = columns;
        this.components = type.getRecordComponents();
        this.positions = positions(type, columns.schema());
        this.constructor = constructor(type);
    }

    static <R extends Record> List<R> read(Class<R> type, Columns columns) {
        return new RecordRows<>(type, columns).rows();
    }

    private List<R> rows() {
        List<R> records = new ArrayList<>(columns.rows());
        Findings findings = Findings.collect();
        for (int row = 0; row < columns.rows(); row++) {
            @Nullable Object[] arguments = new @Nullable Object[components.length];
            boolean fits = true;
            for (int i = 0; i < components.length; i++) {
                Object value = columns.value(row, positions[i]);
                try {
                    arguments[i] = convert(components[i], value);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    fits = false;
                    Column column = columns.schema().column(positions[i]);
                    findings.add(
                            "record.value",
                            "row " + row + ", column " + column.name(),
                            column.personal()
                                    ? Column.PERSONAL + " is no "
                                            + components[i].getType().getSimpleName()
                                    : String.valueOf(e.getMessage()),
                            "give the component a type that holds the values of its column");
                }
            }
            if (fits && findings.isEmpty()) {
                records.add(make(arguments));
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return records;
    }

    private static int[] positions(Class<?> type, Schema schema) {
        Findings findings = Findings.collect();
        RecordComponent[] components = type.getRecordComponents();
        int[] positions = new int[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = RecordColumns.columnName(components[i]);
            positions[i] = schema.find(name).orElse(-1);
            if (positions[i] < 0) {
                findings.add(
                        "record.no-column",
                        type.getSimpleName() + "." + components[i].getName(),
                        "column \"" + name + "\" does not exist",
                        NearestName.cure(name, schema.names()));
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return positions;
    }

    private static <R extends Record> Constructor<R> constructor(Class<R> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (InaccessibleObjectException e) {
            throw RecordColumns.closed(type, e);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every record has its canonical constructor", e);
        }
    }

    private R make(@Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String place = constructor.getDeclaringClass().getSimpleName();
            String cure = "let the record accept the rows, or filter them first";
            if (Arrays.stream(positions)
                    .anyMatch(i -> columns.schema().column(i).personal())) {
                // The message of a constructor tends to quote what it refuses.
                String failure = cause.getClass().getSimpleName() + " " + Column.PERSONAL;
                throw new InvalidInputException(
                        new Finding("record.construct", place, "its constructor failed: " + failure, cure));
            }
            throw new InvalidInputException(
                    new Finding("record.construct", place, "its constructor failed: " + cause, cure), e);
        }
    }

    private static @Nullable Object convert(RecordComponent component, @Nullable Object value) {
        Class<?> type = component.getType();
        if (type == Optional.class) {
            Class<?> inner = component.getGenericType() instanceof ParameterizedType parameterized
                            && parameterized.getActualTypeArguments()[0] instanceof Class<?> argument
                    ? argument
                    : Object.class;
            return Optional.ofNullable(value == null ? null : plain(inner, value));
        }
        if (type == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(exact(value, int.class)));
        }
        if (type == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(exact(value, long.class));
        }
        if (type == OptionalDouble.class) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(real(value));
        }
        if (value == null) {
            if (type.isPrimitive()) {
                throw new IllegalArgumentException("a missing value does not fit " + type.getName());
            }
            return null;
        }
        return plain(type, value);
    }

    private static Object plain(Class<?> type, Object value) {
        if (type == double.class || type == Double.class) {
            return real(value);
        }
        if (type == float.class || type == Float.class) {
            return single(value);
        }
        if (type == long.class || type == Long.class) {
            return exact(value, type);
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(exact(value, type));
        }
        if (type.isEnum()) {
            return constant(type, value.toString());
        }
        if ((type == boolean.class && value instanceof Boolean) || type.isInstance(value)) {
            return value;
        }
        throw new IllegalArgumentException("\"" + value + "\" is no " + type.getSimpleName());
    }

    private static long exact(Object value, Class<?> type) {
        try {
            return ExactNumber.whole(number(value));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("\"" + value + "\" is no " + type.getSimpleName(), e);
        }
    }

    /** Whole numbers keep their value; decimals, whose fractions no double has, become the nearest. */
    private static double real(Object value) {
        Number number = number(value);
        if (number instanceof Long whole && !ExactNumber.isDouble(whole)) {
            throw new IllegalArgumentException("\"" + value + "\" is no double");
        }
        return number.doubleValue();
    }

    private static float single(Object value) {
        Number number = number(value);
        boolean isWhole = number instanceof Long || number instanceof Integer;
        boolean fits = isWhole
                ? ExactNumber.isFloat(number.longValue())
                : Float.isFinite(number.floatValue()) || !Double.isFinite(number.doubleValue());
        if (!fits) {
            throw new IllegalArgumentException("\"" + value + "\" is no float");
        }
        return number.floatValue();
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("\"" + value + "\" is no number");
    }

    private static Object constant(Class<?> type, String level) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(level.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + level + "\" is no " + type.getSimpleName());
    }
}
