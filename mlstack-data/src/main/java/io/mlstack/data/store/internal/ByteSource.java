package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads what {@link ByteSink} wrote; whatever does not fit is a {@link CorruptDataException} that names the place.
 *
 * <p>Counts are checked against the bytes that are left before anything of that size is allocated. Not thread-safe.
 */
final class ByteSource {

    private final ByteBuffer in;
    private final String place;

    ByteSource(byte[] bytes, String place) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.place = place;
    }

    int u8() {
        need(1);
        return in.get() & 0xFF;
    }

    int i32() {
        need(Integer.BYTES);
        return in.getInt();
    }

    /** A number of things, 0 or more. */
    int count() {
        int count = i32();
        if (count < 0) {
            throw corrupt("has a negative count " + count);
        }
        return count;
    }

    long i64() {
        need(Long.BYTES);
        return in.getLong();
    }

    byte[] raw(int length) {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    Digest digest() {
        return Digest.fromBytes(raw(Digest.BYTES));
    }

    byte[] sized() {
        return raw(count());
    }

    long[] longs(int count) {
        need((long) count * Long.BYTES);
        long[] values = new long[count];
        in.asLongBuffer().get(values);
        in.position(in.position() + count * Long.BYTES);
        return values;
    }

    int[] ints(int count) {
        need((long) count * Integer.BYTES);
        int[] values = new int[count];
        in.asIntBuffer().get(values);
        in.position(in.position() + count * Integer.BYTES);
        return values;
    }

    /** Skips the zeros that {@link ByteSink#align} wrote. */
    void align(int alignment) {
        int padding = (alignment - in.position() % alignment) % alignment;
        for (byte b : raw(padding)) {
            if (b != 0) {
                throw corrupt("has padding that is not zero");
            }
        }
    }

    /** Checks that nothing is left. */
    void end() {
        if (in.hasRemaining()) {
            throw corrupt("goes on for " + in.remaining() + " bytes after its end");
        }
    }

    CorruptDataException corrupt(String problem) {
        return corrupt(place, problem);
    }

    static CorruptDataException corrupt(String place, String problem) {
        return new CorruptDataException(new Finding("store.corrupt", place, problem, Cures.RESTORE));
    }

    private void need(long count) {
        if (count < 0 || count > in.remaining()) {
            throw corrupt(
                    "ends after " + in.limit() + " bytes where " + count + " more are needed at " + in.position());
        }
    }
}
