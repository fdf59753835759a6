package io.mlstack.serve.predict.internal.bind;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Template of the writer of one record type; see {@link HandleReader}. */
final class HandleWriter implements RowWriter {

    private static final MethodHandle WRITE = data();

    HandleWriter() {}

    private static MethodHandle data() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object write(double[] out, int at) {
        try {
            return (Object) WRITE.invokeExact(out, at);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of a record threw " + e, e);
        }
    }
}
