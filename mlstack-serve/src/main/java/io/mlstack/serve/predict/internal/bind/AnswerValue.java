package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.table.ColumnType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One column that a model answers with, as the components of records take it. All handles take (numbers, offset).
 *
 * @param slot position of its first number in a row
 * @param classes what the numbers of a vector belong to; empty where nothing tells
 * @param chosen what the numbers are positions of; empty where they are none
 */
record AnswerValue(ColumnType type, int slot, List<String> classes, List<String> chosen) {

    private static final List<String> FLAGS = List.of("false", "true");

    /** Gives the component; null where its type does not fit. */
    @Nullable
    MethodHandle as(RecordType.Component component) {
        return switch (type.kind()) {
            case CATEGORY -> label(((ColumnType.Category) type).levels(), component);
            case VECTOR -> vector(component);
            case FLOAT32, FLOAT64 ->
                !chosen.isEmpty() && List.of(String[].class, List.class).contains(component.type())
                        ? vector(component)
                        : number(component);
            case BOOLEAN, INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP, TENSOR, BLOB, LIST, JSON -> null;
        };
    }

    /** What a component may be declared as. */
    String offered() {
        return switch (type.kind()) {
            case CATEGORY -> "String, or an enum with a constant for each of " + ((ColumnType.Category) type).levels();
            case VECTOR ->
                !chosen.isEmpty()
                        ? "List<String>, String[], double[] or float[]"
                        : classes.isEmpty()
                                ? "double[] or float[]"
                                : "double[], float[], or Map<String, Double> by class";
            case FLOAT32, FLOAT64, BOOLEAN, INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP, TENSOR, BLOB, LIST, JSON ->
                "double, float, Double, Float, Optional<Double> or OptionalDouble";
        };
    }

    private @Nullable MethodHandle number(RecordType.Component component) {
        Class<?> wanted = component.type();
        MethodHandle number = at();
        if (wanted == OptionalDouble.class && !component.optional()) {
            return MethodHandles.filterReturnValue(
                    number, Handles.method(Answers.class, "present", OptionalDouble.class, double.class));
        }
        boolean single = wanted == float.class || wanted == Float.class;
        if (!single && wanted != double.class && wanted != Double.class) {
            return null;
        }
        if (component.optional()) {
            String name = single ? "presentFloat" : "presentDouble";
            return MethodHandles.filterReturnValue(
                    number, Handles.method(Answers.class, name, Optional.class, double.class));
        }
        Class<?> plain = single ? float.class : double.class;
        MethodHandle narrow =
                MethodHandles.explicitCastArguments(number, number.type().changeReturnType(plain));
        return narrow.asType(narrow.type().changeReturnType(wanted));
    }

    private @Nullable MethodHandle vector(RecordType.Component component) {
        Class<?> wanted = component.type();
        int width = Levels.width(type);
        if (component.declared().getType() == Map.class) {
            return map(component.declared().getGenericType(), width);
        }
        boolean names = component.declared().getGenericType() instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == String.class;
        if (!chosen.isEmpty() && (names || wanted == String[].class)) {
            return MethodHandles.insertArguments(
                    Handles.bound(
                            new Chosen(chosen, width),
                            names ? "list" : "array",
                            wanted,
                            double[].class,
                            int.class,
                            int.class),
                    2,
                    slot);
        }
        if (component.optional() || (wanted != double[].class && wanted != float[].class)) {
            return null;
        }
        String copy = wanted == double[].class ? "doubles" : "floats";
        return MethodHandles.insertArguments(
                Handles.method(Answers.class, copy, wanted, double[].class, int.class, int.class, int.class),
                2,
                slot,
                width);
    }

    private @Nullable MethodHandle map(Type declared, int width) {
        boolean known = classes.size() == width
                && declared instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[1] == Double.class;
        if (!known || !(((ParameterizedType) declared).getActualTypeArguments()[0] instanceof Class<?> key)) {
            return null;
        }
        List<?> keys = classes;
        if (key != String.class) {
            EnumCodes codes = key.isEnum() ? new EnumCodes(key, classes) : null;
            if (codes == null || !codes.without(classes).isEmpty()) {
                return null;
            }
            keys = codes.constants();
        }
        return MethodHandles.insertArguments(
                Handles.bound(new ByClass(keys), "map", Map.class, double[].class, int.class, int.class), 2, slot);
    }

    private @Nullable MethodHandle label(List<String> levels, RecordType.Component component) {
        Class<?> wanted = component.type();
        MethodHandle label = null;
        if (wanted == String.class) {
            label = Handles.bound(new Levels(levels), "name", String.class, double.class);
        } else if (wanted == Boolean.class && FLAGS.containsAll(levels)) {
            label = Handles.bound(new Flags(levels.indexOf("true")), "flag", Boolean.class, double.class);
        } else if (wanted.isEnum()) {
            EnumCodes codes = new EnumCodes(wanted, levels);
            boolean complete = codes.without(levels).isEmpty();
            label = complete ? Handles.bound(codes, "constant", Object.class, double.class) : null;
        }
        if (label == null) {
            return null;
        }
        MethodHandle value = MethodHandles.filterReturnValue(at(), label);
        if (component.optional()) {
            MethodHandle wrap = Handles.method(Optional.class, "ofNullable", Optional.class, Object.class);
            return MethodHandles.filterReturnValue(value.asType(value.type().changeReturnType(Object.class)), wrap);
        }
        return value.asType(value.type().changeReturnType(wanted));
    }

    /** Gives the number of the slot. */
    private MethodHandle at() {
        return MethodHandles.insertArguments(
                Handles.method(Answers.class, "get", double.class, double[].class, int.class, int.class), 2, slot);
    }

    /** The label of a target that was a boolean column. */
    record Flags(int code) {
        @Nullable
        Boolean flag(double label) {
            return label >= 0 ? Boolean.valueOf(label == code) : null;
        }
    }

    /** The names at positions, the first first; none where nothing was chosen. */
    record Chosen(List<String> names, int width) {
        List<String> list(double[] out, int at, int slot) {
            return List.of(array(out, at, slot));
        }

        String[] array(double[] out, int at, int slot) {
            return Arrays.stream(out, at + slot, at + slot + width)
                    .filter(position -> position >= 0)
                    .mapToObj(position -> names.get((int) position))
                    .toArray(String[]::new);
        }
    }

    /** Numbers by their classes: names or constants. */
    record ByClass(List<?> classes) {
        Map<?, Double> map(double[] out, int at, int slot) {
            return Answers.map(classes, out, at + slot);
        }
    }
}
