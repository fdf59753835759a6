package io.mlstack.api.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Moves the numbers of tensors between arrays and little-endian bytes, through channels in pieces that stay in the cache. */
final class TensorBytes {

    private static final int CHUNK = 1 << 17;

    private TensorBytes() {}

    /** An array as {@link Tensor} keeps it. */
    static Object read(Tensor.Type type, int size, ReadableByteChannel in) throws IOException {
        ByteBuffer chunk = chunk(size, type.bytes());
        Object numbers = array(type, size);
        for (int at = 0; at < size; ) {
            int count = Math.min(size - at, chunk.capacity() / type.bytes());
            chunk.clear().limit(count * type.bytes());
            while (chunk.hasRemaining()) {
                if (in.read(chunk) < 0) {
                    throw new EOFException("the bytes end within number " + at + " to " + size + " of a tensor");
                }
            }
            get(chunk.flip(), numbers, at, count);
            at += count;
        }
        return numbers;
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
