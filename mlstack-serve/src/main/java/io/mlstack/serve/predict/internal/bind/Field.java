package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.compute.Codes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One column of a row, read from one component of a record. */
final class Field {

    private final Column column;
    private final int slot;
    private final int width;
    private final RecordType.@Nullable Component component;
    private final @Nullable MethodHandle read;

    private Field(
            Column column, int slot, int width, RecordType.@Nullable Component component, @Nullable MethodHandle read) {
        this.column = column;
        this.slot = slot;
        this.width = width;
        this.component = component;
        this.read = read;
    }

    /** A nullable column that the record has no component for: always missing. */
    static Field absent(Column column, int slot) {
        return new Field(column, slot, Levels.width(column.type()), null, null);
    }

    /** A column read from a component; null and a finding where their types do not fit. */
    static @Nullable Field of(
            Column column, int slot, RecordType record, RecordType.Component component, Findings findings) {
        MethodHandle read = read(column.type(), slot, record, component, findings);
        return read == null ? null : new Field(column, slot, Levels.width(column.type()), component, read);
    }

    Column column() {
        return column;
    }

    int slot() {
        return slot;
    }

    int width() {
        return width;
    }

    /**
     * Takes a record and gives the number of a field of one number; takes (record, numbers, offset) and writes one of many;
     * null for an absent component.
     */
    @Nullable
    MethodHandle read() {
        return read;
    }

    /** Whether the numbers are the elements of a vector. */
    boolean isVector() {
        return column.type().kind() == ColumnType.Kind.VECTOR || column.type().kind() == ColumnType.Kind.TENSOR;
    }

    boolean isCategory() {
        return column.type().kind() == ColumnType.Kind.CATEGORY;
    }

    // ---- what a component may be

    private static @Nullable MethodHandle read(
            ColumnType type, int slot, RecordType record, RecordType.Component component, Findings findings) {
        Class<?> given = component.type();
        if (type.kind() == ColumnType.Kind.VECTOR || type.kind() == ColumnType.Kind.TENSOR) {
            if (given != float[].class && given != double[].class) {
                return unfit(type, record, component, "float[] or double[]", findings);
            }
            return vector(slot, Levels.width(type), record, component);
        }
        MethodHandle number = switch (type.kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> number(given);
            case BOOLEAN -> flag(given);
            case DATE -> given == LocalDate.class ? cell("day", LocalDate.class) : null;
            case TIMESTAMP -> given == Instant.class ? cell("second", Instant.class) : null;
            case CATEGORY -> category(((ColumnType.Category) type).levels(), given);
            case TEXT, VECTOR, TENSOR, BLOB, LIST, JSON -> null;
        };
        if (number == null) {
            return unfit(type, record, component, accepted(type), findings);
        }
        MethodHandle read = MethodHandles.filterReturnValue(
                value(record, component), number.asType(MethodType.methodType(double.class, given)));
        return read.asType(MethodType.methodType(double.class, Object.class));
    }

    private static MethodHandle vector(int slot, int width, RecordType record, RecordType.Component component) {
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
        return Handles.recordFirst(MethodHandles.collectArguments(put, 2, value(record, component)));
    }

    /** Takes the record, gives the value of the component out of its {@code Optional}. */
    private static MethodHandle value(RecordType record, RecordType.Component component) {
        if (!component.optional()) {
            return component.getter();
        }
        MethodHandle content = Handles.method(Cells.class, "content", Object.class, Optional.class);
        return MethodHandles.filterReturnValue(component.getter(), content)
                .asType(MethodType.methodType(component.type(), record.type()));
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

    private static @Nullable MethodHandle unfit(
            ColumnType type, RecordType record, RecordType.Component component, String accepted, Findings findings) {
        String given = component.optional()
                ? "Optional<" + component.type().getSimpleName() + ">"
                : component.type().getSimpleName();
        findings.add(
                "bind.type",
                record.place(component),
                "is " + given + ", column " + component.column() + " is " + type.spelling(),
                "declare the component as " + accepted);
        return null;
    }

    private static String accepted(ColumnType type) {
        return switch (type.kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> "a number: a primitive, its box, or an Optional";
            case BOOLEAN -> "boolean or Boolean";
            case DATE -> "LocalDate";
            case TIMESTAMP -> "Instant";
            case CATEGORY ->
                "String, or an enum with constants such as "
                        + ((ColumnType.Category) type)
                                .levels().stream().limit(3).toList();
            case VECTOR, TENSOR -> "float[] or double[]";
            case TEXT, BLOB, LIST, JSON -> "another type";
        };
    }

    // ---- what a value may be

    /** The least code that a category accepts. */
    double leastCode() {
        return column.nullable() ? Codes.MISSING : 0;
    }

    /** Adds what is wrong with the value that {@code row} has here. */
    void check(Object row, String prefix, Findings findings) {
        String place = prefix + "column " + column.name();
        Object value = component == null ? null : valueOf(row, component);
        if (value == null) {
            if (!column.nullable()) {
                findings.add("predict.missing", place, "is missing", "give " + wanted());
            }
        } else if (value instanceof float[] numbers) {
            vector(numbers.length, place, findings);
            for (int i = 0; i < numbers.length; i++) {
                number(numbers[i], ", element " + i, place, findings);
            }
        } else if (value instanceof double[] numbers) {
            vector(numbers.length, place, findings);
            for (int i = 0; i < numbers.length; i++) {
                number(numbers[i], ", element " + i, place, findings);
            }
        } else if (value instanceof Number number) {
            number(number.doubleValue(), "", place, findings);
        } else if (column.type() instanceof ColumnType.Category category) {
            category(value, category.levels(), place, findings);
        }
    }

    private void vector(int length, String place, Findings findings) {
        if (length != width) {
            findings.add("predict.vector-length", place, "has " + length + " numbers", "give " + wanted());
        }
    }

    private void number(double number, String element, String place, Findings findings) {
        if (Double.isNaN(number) && !column.nullable()) {
            findings.add("predict.missing", place + element, "is NaN", "give " + wanted());
        }
        if (Double.isInfinite(number)) {
            findings.add(
                    "predict.not-finite",
                    place + element,
                    "is infinite, which no model was trained on",
                    "give " + wanted() + (column.nullable() ? ", or none" : ""));
        }
    }

    private void category(Object value, List<String> levels, String place, Findings findings) {
        boolean known = value instanceof Enum<?> constant
                ? new EnumCodes(constant.getDeclaringClass(), levels).code(constant) >= 0
                : levels.contains(value.toString());
        if (!known) {
            String shown = column.personal() ? "a personal value" : '"' + value.toString() + '"';
            String cure = column.personal() ? "give one of its levels" : NearestName.cure(value.toString(), levels);
            findings.add("predict.unseen", place, shown + " is none of the levels the model has seen", cure);
        }
    }

    private String wanted() {
        return switch (column.type().kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date";
            case TIMESTAMP -> "a point in time";
            case CATEGORY -> "one of " + String.join(", ", ((ColumnType.Category) column.type()).levels());
            case VECTOR, TENSOR -> width + " numbers";
            case TEXT, BLOB, LIST, JSON -> "a value";
        };
    }

    private static @Nullable Object valueOf(Object row, RecordType.Component component) {
        Object value = Handles.get(component.getter(), row);
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
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
        return value;
    }
}
