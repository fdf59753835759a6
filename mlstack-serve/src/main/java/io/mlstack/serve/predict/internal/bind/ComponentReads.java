package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How the components of a record are read as the numbers of columns, by the types of both. */
final class ComponentReads {

    private ComponentReads() {}

    /**
     * Takes the record that declares the component and gives the number of a column of one number; takes (record, numbers,
     * offset) and writes one of many. Null where the types do not fit.
     */
    static @Nullable MethodHandle of(InputRule rule, RecordType.Component component) {
        ColumnType type = rule.column().type();
        int slot = rule.slot();
        Class<?> given = component.type();
        if (rule.text() != null) {
            return given == String.class || given == CharSequence.class ? text(rule, rule.text(), component) : null;
        }
        if (type.kind() == ColumnType.Kind.VECTOR || type.kind() == ColumnType.Kind.TENSOR) {
            boolean array = given == float[].class || given == double[].class;
            return array ? vector(slot, Levels.width(type), component) : null;
        }
        MethodHandle number = switch (type.kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> number(given);
            case BOOLEAN -> flag(given);
            case DATE -> given == LocalDate.class ? cell("day", LocalDate.class) : null;
            case TIMESTAMP -> time(given);
            case CATEGORY -> category(((ColumnType.Category) type).levels(), given);
            case TEXT, VECTOR, TENSOR, BLOB, LIST, JSON -> null;
        };
        if (number == null) {
            return null;
        }
        MethodHandle read = MethodHandles.filterReturnValue(
                value(component), number.asType(MethodType.methodType(double.class, given)));
        return read.asType(MethodType.methodType(double.class, Object.class));
    }

    private static MethodHandle vector(int slot, int width, RecordType.Component component) {
        MethodHandle put = MethodHandles.insertArguments(
                Handles.method(
                        Cells.class,
                        "vector",
                        void.class,
                        double[].class,
                        int.class,
                        int.class,
                        int.class,
                        component.type()),
                2,
                slot,
                width);
        return Handles.recordFirst(MethodHandles.collectArguments(put, 2, value(component)));
    }

    private static MethodHandle text(InputRule rule, TextColumn text, RecordType.Component component) {
        MethodHandle put = MethodHandles.insertArguments(
                Handles.method(
                        Cells.class,
                        "text",
                        void.class,
                        double[].class,
                        int.class,
                        int.class,
                        TextColumn.class,
                        double[].class,
                        CharSequence.class),
                2,
                rule.slot(),
                text,
                rule.missingNumbers());
        MethodHandle value = value(component);
        return Handles.recordFirst(MethodHandles.collectArguments(
                put, 2, value.asType(value.type().changeReturnType(CharSequence.class))));
    }

    /** Takes the record, gives the value of the component out of its {@code Optional}. */
    private static MethodHandle value(RecordType.Component component) {
        MethodHandle getter = component.getter();
        return component.optional()
                ? Handles.contentOf(getter).asType(getter.type().changeReturnType(component.type()))
                : getter;
    }

    private static @Nullable MethodHandle number(Class<?> given) {
        if (given == double.class
                || given == float.class
                || given == long.class
                || given == int.class
                || given == short.class
                || given == byte.class) {
            return MethodHandles.identity(double.class);
        }
        if (given == OptionalInt.class || given == OptionalLong.class || given == OptionalDouble.class) {
            return cell("number", given);
        }
        return Number.class.isAssignableFrom(given) ? cell("number", Number.class) : null;
    }

    private static @Nullable MethodHandle flag(Class<?> given) {
        if (given == boolean.class) {
            return cell("flag", boolean.class);
        }
        return given == Boolean.class ? cell("flagOrNaN", Boolean.class) : null;
    }

    private static @Nullable MethodHandle time(Class<?> given) {
        boolean point = given == Instant.class || given == OffsetDateTime.class || given == ZonedDateTime.class;
        return point ? cell("second", given) : null;
    }

    private static @Nullable MethodHandle category(List<String> levels, Class<?> given) {
        if (given == String.class) {
            return Handles.bound(new Levels(levels), "codeOrMissing", double.class, String.class);
        }
        if (given.isEnum()) {
            EnumCodes codes = new EnumCodes(given, levels);
            return codes.any() || levels.isEmpty() ? Handles.bound(codes, "code", double.class, Enum.class) : null;
        }
        return null;
    }

    private static MethodHandle cell(String name, Class<?> type) {
        return Handles.method(Cells.class, name, double.class, type);
    }

    /** The type as it is declared: {@code Optional<String>}. */
    static String declared(RecordType.Component component) {
        String type = component.type().getSimpleName();
        return component.optional() && component.type() != Optional.class ? "Optional<" + type + ">" : type;
    }

    /** What to declare for a column in the place of {@code given}. */
    static String cure(ColumnType type, Class<?> given) {
        return switch (type.kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL ->
                "declare the component as a number: a primitive, its box, or an Optional";
            case BOOLEAN -> "declare the component as boolean or Boolean";
            case DATE -> date(given);
            case TIMESTAMP -> timestamp(given);
            case CATEGORY ->
                "declare the component as String, or an enum with constants such as "
                        + ((ColumnType.Category) type)
                                .levels().stream().limit(3).toList();
            case VECTOR, TENSOR -> "declare the component as float[] or double[]";
            case TEXT -> "declare the component as String or CharSequence";
            case BLOB, LIST, JSON -> "declare the component as another type";
        };
    }

    private static String date(Class<?> given) {
        boolean time = given == Instant.class || given == Date.class;
        return "declare the component as LocalDate"
                + (time ? ": which day a point in time falls on depends on the time zone" : "");
    }

    private static String timestamp(Class<?> given) {
        String cure = "declare the component as Instant, OffsetDateTime or ZonedDateTime";
        if (given == LocalDateTime.class) {
            return cure + ": a time without a zone is no point in time";
        }
        return given == Date.class ? cure + ": a Date may have lost its microseconds" : cure;
    }
}
