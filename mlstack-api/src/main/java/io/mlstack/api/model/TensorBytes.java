package io.mlstack.api.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Moves the numbers of tensors between arrays and little-endian bytes, through channels in pieces that stay in the cache. */
final class TensorBytes {

    private static final int CHUNK = 1 << 16;

    private TensorBytes() {}

    /** An array as {@link Tensor} keeps it, and whether all that it holds is finite. */
    record Numbers(Object array, boolean finite) {}

    /** Looks for what is not finite while a piece is in the cache. */
    static Numbers read(Tensor.Type type, int size, ReadableByteChannel in) throws IOException {
        ByteBuffer chunk = chunk(size, type.bytes());
        Object numbers = array(type, size);
        boolean finite = true;
        for (int at = 0; at < size; ) {
            int count = Math.min(size - at, chunk.capacity() / type.bytes());
            chunk.clear().limit(count * type.bytes());
            while (chunk.hasRemaining()) {
                if (in.read(chunk) < 0) {
                    throw new EOFException("the bytes end within number " + at + " to " + size + " of a tensor");
                }
            }
            get(chunk.flip(), numbers, at, count);
            finite &= finite(numbers, at, at + count);
            at += count;
        }
        return new Numbers(numbers, finite);
    }

    static void write(Tensor.Type type, int size, Object numbers, WritableByteChannel out) throws IOException {
        ByteBuffer chunk = chunk(size, type.bytes());
        for (int at = 0; at < size; ) {
            int count = Math.min(size - at, chunk.capacity() / type.bytes());
            put(numbers, at, count, chunk.clear());
            chunk.limit(count * type.bytes());
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
            at += count;
        }
    }

    static Object array(Tensor.Type type, int size) {
        return switch (type) {
            case F32 -> new float[size];
            case F64 -> new double[size];
            case U8 -> new byte[size];
            case I32 -> new int[size];
            case I64 -> new long[size];
        };
    }

    /** Fills part of an array from {@code bytes}, whose position stays. */
    static void get(ByteBuffer bytes, Object numbers, int at, int count) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (numbers instanceof float[] floats) {
            little.asFloatBuffer().get(floats, at, count);
        } else if (numbers instanceof double[] doubles) {
            little.asDoubleBuffer().get(doubles, at, count);
        } else if (numbers instanceof int[] ints) {
            little.asIntBuffer().get(ints, at, count);
        } else if (numbers instanceof long[] longs) {
            little.asLongBuffer().get(longs, at, count);
        } else {
            little.get((byte[]) numbers, at, count);
        }
    }

    /** Whether no number of part of an array is NaN or infinite. */
    static boolean finite(Object numbers, int from, int to) {
        if (numbers instanceof float[] floats) {
            return finite(floats, from, to);
        }
        return !(numbers instanceof double[] doubles) || finite(doubles, from, to);
    }

    // 0 times a number is 0 unless it is not finite. Many sums in flight: one would wait for its own latency.

    private static boolean finite(float[] values, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i < to - 7; i += 8) {
            a += 0 * values[i];
            b += 0 * values[i + 1];
            c += 0 * values[i + 2];
            d += 0 * values[i + 3];
            e += 0 * values[i + 4];
            f += 0 * values[i + 5];
            g += 0 * values[i + 6];
            h += 0 * values[i + 7];
        }
        for (; i < to; i++) {
            a += 0 * values[i];
        }
        return a + b + c + d + e + f + g + h == 0;
    }

    private static boolean finite(double[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += 0 * values[i];
            b += 0 * values[i + 1];
            c += 0 * values[i + 2];
            d += 0 * values[i + 3];
        }
        for (; i < to; i++) {
            a += 0 * values[i];
        }
        return a + b + c + d == 0;
    }

    /** Writes part of an array into {@code bytes}, whose position stays. */
    static void put(Object numbers, int at, int count, ByteBuffer bytes) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (numbers instanceof float[] floats) {
            little.asFloatBuffer().put(floats, at, count);
        } else if (numbers instanceof double[] doubles) {
            little.asDoubleBuffer().put(doubles, at, count);
        } else if (numbers instanceof int[] ints) {
            little.asIntBuffer().put(ints, at, count);
        } else if (numbers instanceof long[] longs) {
            little.asLongBuffer().put(longs, at, count);
        } else {
            little.put((byte[]) numbers, at, count);
        }
    }

    private static ByteBuffer chunk(int size, int width) {
        return ByteBuffer.allocate((int) Math.min((long) size * width, CHUNK));
    }
}
