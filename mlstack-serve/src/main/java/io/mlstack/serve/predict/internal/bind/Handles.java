package io.mlstack.serve.predict.internal.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Method handles over this package's own methods, and their composition. */
final class Handles {

    private Handles() {}

    /** A static method of {@code owner}. */
    static MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findStatic(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A method of {@code target}, bound to it. */
    static MethodHandle bound(Object target, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().bind(target, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One handle that calls all of them, in order, with the same arguments.
     *
     * <p>Composed as a balanced tree: a chain as long as the record would be deeper than the compiler inlines.
     *
     * @param steps of one type that returns nothing; at least one
     */
    static MethodHandle inOrder(List<MethodHandle> steps) {
        if (steps.size() == 1) {
            return steps.get(0);
        }
        int half = steps.size() / 2;
        return MethodHandles.foldArguments(inOrder(steps.subList(half, steps.size())), inOrder(steps.subList(0, half)));
    }

    /** (numbers, offset, record) becomes (record, numbers, offset), the record any object. */
    static MethodHandle recordFirst(MethodHandle store) {
        MethodHandle plain = store.asType(store.type().changeParameterType(2, Object.class));
        return MethodHandles.permuteArguments(
                plain, MethodType.methodType(void.class, Object.class, double[].class, int.class), 1, 2, 0);
    }

    /** What the {@code Optional} holds that the getter gives, or null. */
    static MethodHandle contentOf(MethodHandle getter) {
        return MethodHandles.filterReturnValue(getter, method(Cells.class, "content", Object.class, Optional.class));
    }

    /** The number that a reader gives. For messages, not for speed. */
    static double number(MethodHandle read, Object row) {
        try {
            return (double) read.invoke(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the accessor of a record threw " + e, e);
        }
    }

    /** The value that a getter gives, boxed. For messages, not for speed. */
    static @Nullable Object get(MethodHandle getter, Object row) {
        try {
            return getter.invoke(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the accessor of a record threw " + e, e);
        }
    }
}
