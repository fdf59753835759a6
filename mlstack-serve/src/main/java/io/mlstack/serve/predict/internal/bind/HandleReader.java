package io.mlstack.serve.predict.internal.bind;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Template of the reader of one record type, defined anew as a hidden class for each by {@link HiddenCopies}.
 *
 * <p>The compiler inlines a method handle only where it is a constant, and a field of an object is none.
 */
final class HandleReader implements RowReader {

    private static final MethodHandle READ = data();

    HandleReader() {}

    private static MethodHandle data() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void read(Object row, double[] in, int at) {
        try {
            READ.invokeExact(row, in, at);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the accessor of a record threw " + e, e);
        }
    }
}
