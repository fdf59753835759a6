package io.mlstack.serve.predict.internal.bind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Defines copies of a template class, each around a method handle of its own that the compiler sees as a constant. */
final class HiddenCopies {

    private HiddenCopies() {}

    /**
     * An object of a new copy of {@code template}, which finds {@code handle} in its class data.
     *
     * <p>The copy is unloaded with the last object of it.
     *
     * @param shape what the template implements; the copy is no sub-type of the template itself
     */
    static <T> T of(Class<T> shape, Class<? extends T> template, MethodHandle handle) {
        try {
            Class<?> copy = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes(template), handle, true)
                    .lookupClass();
            return shape.cast(copy.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + template.getName(), e);
        }
    }

    private static byte[] bytes(Class<?> template) {
        String resource = template.getSimpleName() + ".class";
        try (InputStream in = template.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "mlstack-serve was packed without " + template.getName() + "; keep the resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
