package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows an array of little-endian values. Not thread-safe. */
final class ByteSink {

    private static final int FIRST_CAPACITY = 256;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private ByteBuffer out = wrap();

    ByteSink u8(int value) {
        room(1);
        out.put((byte) value);
        return this;
    }

    ByteSink i32(int value) {
        room(Integer.BYTES);
        out.putInt(value);
        return this;
    }

    ByteSink i64(long value) {
        room(Long.BYTES);
        out.putLong(value);
        return this;
    }

    ByteSink raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    ByteSink raw(byte[] value, int offset, int length) {
        room(length);
        out.put(value, offset, length);
        return this;
    }

    ByteSink digest(Digest digest) {
        return raw(digest.bytes());
    }

    /** The length in 32 bits, then the bytes. */
    ByteSink sized(byte[] value) {
        return i32(value.length).raw(value);
    }

    ByteSink longs(long[] values) {
        room(Math.multiplyExact(values.length, Long.BYTES));
        out.asLongBuffer().put(values);
        return skip(values.length * Long.BYTES);
    }

    ByteSink ints(int[] values) {
        room(Math.multiplyExact(values.length, Integer.BYTES));
        out.asIntBuffer().put(values);
        return skip(values.length * Integer.BYTES);
    }

    /** Zeros up to the next multiple of {@code alignment}. */
    ByteSink align(int alignment) {
        int padding = (alignment - out.position() % alignment) % alignment;
        room(padding);
        return skip(padding);
    }

    int size() {
        return out.position();
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, out.position());
    }

    private ByteSink skip(int count) {
        out.position(out.position() + count);
        return this;
    }

    private void room(int count) {
        int needed = Math.addExact(out.position(), count);
        if (needed > bytes.length) {
            int position = out.position();
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
            out = wrap().position(position);
        }
    }

    private ByteBuffer wrap() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
