package io.mlstack.api.table;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values of record components and of the cells of their columns, both ways. */
final class ComponentValue {

    private ComponentValue() {}

    /** The level of a category that an enum constant stands for. */
    static String level(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    /** What a column takes for the value of a component. */
    static @Nullable Object cell(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ComponentValue::cell).orElse(null);
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
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return value instanceof Enum<?> constant ? level(constant) : value;
    }

    /**
     * What a component takes for the value of a cell.
     *
     * @throws IllegalArgumentException if its type does not hold it
     * @throws ArithmeticException likewise
     */
    static @Nullable Object of(RecordComponent component, @Nullable Object cell) {
        Class<?> type = component.getType();
        if (type == Optional.class) {
            Class<?> held = RecordShape.held(component);
            return Optional.ofNullable(cell == null ? null : plain(held == type ? Object.class : held, cell));
        }
        if (type == OptionalInt.class) {
            return cell == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(exact(cell, int.class)));
        }
        if (type == OptionalLong.class) {
            return cell == null ? OptionalLong.empty() : OptionalLong.of(exact(cell, long.class));
        }
        if (type == OptionalDouble.class) {
            return cell == null ? OptionalDouble.empty() : OptionalDouble.of(real(cell));
        }
        if (cell == null) {
            if (type.isPrimitive()) {
                throw new IllegalArgumentException("a missing value does not fit " + type.getName());
            }
            return null;
        }
        return plain(type, cell);
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
        if (type == OffsetDateTime.class && value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (type == ZonedDateTime.class && value instanceof Instant instant) {
            return instant.atZone(ZoneOffset.UTC);
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
