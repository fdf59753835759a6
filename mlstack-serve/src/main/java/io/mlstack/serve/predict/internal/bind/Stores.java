package io.mlstack.serve.predict.internal.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Composes the reads of all fields into one handle: takes (record, numbers, offset), returns nothing.
 *
 * <p>Numbers are written eight at a time: fewer handles are spun when a record is bound, and shallower ones are inlined
 * when it is read.
 */
final class Stores {

    private static final int EIGHT = 8;

    private Stores() {}

    /** @param fields with components, at least one, in the order of their slots */
    static MethodHandle all(List<Field> fields) {
        List<MethodHandle> stores = new ArrayList<>();
        List<Field> run = new ArrayList<>();
        for (Field field : fields) {
            boolean continues = !run.isEmpty() && run.get(run.size() - 1).slot() + 1 == field.slot();
            if (field.isVector() || !continues) {
                flush(run, stores);
            }
            if (field.isVector()) {
                stores.add(read(field));
            } else {
                run.add(field);
            }
        }
        flush(run, stores);
        return Handles.inOrder(stores);
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
            throw new IllegalArgumentException("no component stands for " + field.column());
        }
        return read;
    }
}
