package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Binds a record class to the columns that a model answers with. */
public final class RowOutput {

    private final Schema schema;
    private final RecordType record;
    private final Findings findings;

    private RowOutput(Schema schema, RecordType record, Findings findings) {
        this.schema = schema;
        this.record = record;
        this.findings = findings;
    }

    /** Makes records of scored rows; null, and findings, where a component names no answer or is of another type. */
    public static @Nullable RowWriter of(Schema schema, Class<?> type, Findings findings) {
        RecordType record = RecordType.of(type, findings);
        return record == null ? null : new RowOutput(schema, record, findings).writer();
    }

    private @Nullable RowWriter writer() {
        long before = findings.count();
        MethodHandle[] values = record.components().stream().map(this::value).toArray(MethodHandle[]::new);
        if (findings.count() > before) {
            return null;
        }
        // Every component takes the same two arguments: the numbers and where the row starts.
        MethodHandle made = record.constructor();
        for (int i = values.length - 1; i >= 0; i--) {
            made = MethodHandles.collectArguments(made, i, values[i]);
        }
        int[] order = new int[2 * values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % 2;
        }
        MethodHandle write = MethodHandles.permuteArguments(
                made, MethodType.methodType(record.type(), double[].class, int.class), order);
        return HiddenCopies.of(
                RowWriter.class,
                HandleWriter.class,
                write.asType(MethodType.methodType(Object.class, double[].class, int.class)));
    }

    /** Takes (numbers, offset), gives the component. */
    private @Nullable MethodHandle value(RecordType.Component component) {
        if (!schema.has(component.column())) {
            findings.add(
                    "bind.no-output",
                    record.place(component),
                    "the model has no answer \"" + component.column() + "\"",
                    "rename it or give it a @Name; " + NearestName.cure(component.column(), schema.names()));
            return null;
        }
        int slot = 0;
        for (Column column : schema.columns().subList(0, schema.indexOf(component.column()))) {
            slot += Levels.width(column.type());
        }
        ColumnType type = schema.column(component.column()).type();
        MethodHandle value = switch (type.kind()) {
            case CATEGORY -> label(((ColumnType.Category) type).levels(), slot, component);
            case VECTOR -> vector(Levels.width(type), slot, component);
            case FLOAT32, FLOAT64 -> number(slot, component);
            case BOOLEAN, INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP, TENSOR, BLOB, LIST, JSON -> null;
        };
        if (value == null) {
            findings.add(
                    "bind.type",
                    record.place(component),
                    "is " + component.getter().type().returnType().getSimpleName() + ", answer " + component.column()
                            + " is " + type.spelling(),
                    "declare the component as " + offered(type));
        }
        return value;
    }

    private static String offered(ColumnType type) {
        return switch (type.kind()) {
            case CATEGORY -> "String, or an enum with a constant for each of " + ((ColumnType.Category) type).levels();
            case VECTOR -> "double[] or float[]";
            case FLOAT32, FLOAT64, BOOLEAN, INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP, TENSOR, BLOB, LIST, JSON ->
                "double, float, Double, Float or OptionalDouble";
        };
    }

    private static @Nullable MethodHandle number(int slot, RecordType.Component component) {
        Class<?> wanted = component.type();
        MethodHandle number = at(slot);
        if (component.optional()) {
            return null;
        }
        if (wanted == double.class || wanted == Double.class) {
            return number.asType(number.type().changeReturnType(wanted));
        }
        if (wanted == float.class || wanted == Float.class) {
            MethodHandle narrow =
                    MethodHandles.explicitCastArguments(number, number.type().changeReturnType(float.class));
            return narrow.asType(narrow.type().changeReturnType(wanted));
        }
        return wanted == OptionalDouble.class
                ? MethodHandles.filterReturnValue(
                        number, Handles.method(RowOutput.class, "present", OptionalDouble.class, double.class))
                : null;
    }

    private static @Nullable MethodHandle vector(int width, int slot, RecordType.Component component) {
        Class<?> wanted = component.type();
        if (component.optional() || (wanted != double[].class && wanted != float[].class)) {
            return null;
        }
        String copy = wanted == double[].class ? "doubles" : "floats";
        return MethodHandles.insertArguments(
                Handles.method(RowOutput.class, copy, wanted, double[].class, int.class, int.class, int.class),
                2,
                slot,
                width);
    }

    private static @Nullable MethodHandle label(List<String> levels, int slot, RecordType.Component component) {
        Class<?> wanted = component.type();
        MethodHandle label = null;
        if (wanted == String.class) {
            label = Handles.bound(new Levels(levels), "name", String.class, double.class);
        } else if (wanted.isEnum()) {
            EnumCodes codes = new EnumCodes(wanted, levels);
            label = codes.without(levels).isEmpty()
                    ? Handles.bound(codes, "constant", Object.class, double.class)
                    : null;
        }
        if (label == null) {
            return null;
        }
        MethodHandle value = MethodHandles.filterReturnValue(at(slot), label);
        if (component.optional()) {
            MethodHandle wrap = Handles.method(Optional.class, "ofNullable", Optional.class, Object.class);
            return MethodHandles.filterReturnValue(value.asType(value.type().changeReturnType(Object.class)), wrap);
        }
        return value.asType(value.type().changeReturnType(wanted));
    }

    /** Takes (numbers, offset), gives the number of a slot. */
    private static MethodHandle at(int slot) {
        return MethodHandles.insertArguments(
                Handles.method(RowOutput.class, "get", double.class, double[].class, int.class, int.class), 2, slot);
    }

    static double get(double[] out, int at, int slot) {
        return out[at + slot];
    }

    static OptionalDouble present(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    static double[] doubles(double[] out, int at, int slot, int width) {
        return Arrays.copyOfRange(out, at + slot, at + slot + width);
    }

    static float[] floats(double[] out, int at, int slot, int width) {
        float[] floats = new float[width];
        for (int i = 0; i < width; i++) {
            floats[i] = (float) out[at + slot + i];
        }
        return floats;
    }
}
