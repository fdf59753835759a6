package io.mlstack.serve.predict.internal.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Composes the reads of all fields into one handle: takes (record, numbers, offset), returns nothing.
 *
 * <p>Numbers are written eight at a time: fewer handles are spun when a record is bound, and shallower ones are inlined
 * when it is read.
 */
final class Stores {

    private static final int EIGHT = 8;

    private Stores() {}

    /**
     * All of the fields that the record and those in it have components for.
     *
     * @param fields by column
     * @return null where there is none
     */
    static @Nullable MethodHandle all(RecordType record, Map<String, Field> fields) {
        List<MethodHandle> stores = own(record, fields);
        for (RecordType.Component component : record.components()) {
            if (component.nested() != null) {
                MethodHandle nested = nested(component, component.nested(), fields);
                if (nested != null) {
                    stores.add(nested);
                }
            }
        }
        return stores.isEmpty() ? null : Handles.inOrder(stores);
    }

    /** The numbers of a record in a component; where it is not there, all are missing. */
    private static @Nullable MethodHandle nested(
            RecordType.Component component, RecordType record, Map<String, Field> fields) {
        MethodHandle there = all(record, fields);
        if (there == null) {
            return null;
        }
        List<InputRule> rules = record.leaves().stream()
                .map(leaf -> fields.get(leaf.column()))
                .filter(Objects::nonNull)
                .map(Field::rule)
                .toList();
        MethodHandle clear = MethodHandles.insertArguments(
                Handles.method(
                        Cells.class, "clear", void.class, double[].class, int.class, int[].class, double[].class),
                2,
                rules.stream().flatMapToInt(InputRule::slots).toArray(),
                rules.stream()
                        .flatMapToDouble(rule -> Arrays.stream(rule.missingNumbers()))
                        .toArray());
        MethodHandle either = MethodHandles.guardWithTest(
                Handles.method(Cells.class, "isThere", boolean.class, Object.class),
                there,
                MethodHandles.dropArguments(clear, 0, Object.class));
        MethodHandle getter = component.optional() ? Handles.contentOf(component.getter()) : component.getter();
        return MethodHandles.filterArguments(
                either, 0, getter.asType(MethodType.methodType(Object.class, Object.class)));
    }

    private static List<MethodHandle> own(RecordType record, Map<String, Field> fields) {
        List<MethodHandle> stores = new ArrayList<>();
        List<Field> run = new ArrayList<>();
        List<Field> own = record.components().stream()
                .filter(component -> component.nested() == null)
                .map(component -> fields.get(component.column()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(Field::slot))
                .toList();
        for (Field field : own) {
            boolean many = field.rule().isVector() || field.rule().text() != null;
            boolean continues = !run.isEmpty() && run.get(run.size() - 1).slot() + 1 == field.slot();
            if (many || !continues) {
                flush(run, stores);
            }
            if (many) {
                stores.add(read(field));
            } else {
                run.add(field);
            }
        }
        flush(run, stores);
        return stores;
    }

    private static void flush(List<Field> run, List<MethodHandle> stores) {
        int at = 0;
        for (; at + EIGHT <= run.size(); at += EIGHT) {
            stores.add(put("putEight", run.subList(at, at + EIGHT)));
        }
        for (; at < run.size(); at++) {
            stores.add(put("put", run.subList(at, at + 1)));
        }
        run.clear();
    }

    private static MethodHandle put(String name, List<Field> fields) {
        List<Class<?>> parameters = new ArrayList<>(List.of(double[].class, int.class, int.class));
        fields.forEach(field -> parameters.add(double.class));
        MethodHandle put = MethodHandles.insertArguments(
                Handles.method(Cells.class, name, void.class, parameters.toArray(Class<?>[]::new)),
                2,
                fields.get(0).slot());
        MethodHandle store = MethodHandles.filterArguments(
                put, 2, fields.stream().map(Stores::read).toArray(MethodHandle[]::new));
        int[] order = new int[2 + fields.size()];
        Arrays.fill(order, 0);
        order[0] = 1;
        order[1] = 2;
        return MethodHandles.permuteArguments(
                store, MethodType.methodType(void.class, Object.class, double[].class, int.class), order);
    }

    private static MethodHandle read(Field field) {
        MethodHandle read = field.read();
        if (read == null) {
            throw new IllegalArgumentException(
                    "no component stands for " + field.rule().column());
        }
        return read;
    }
}
