package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts in UTF-8 or plain bytes: one array and the offsets of the rows in it. Immutable. */
public final class BytesVector implements ColumnVector {

    private final int[] offsets;
    private final byte[] bytes;
    private final Validity validity;

    private BytesVector(int[] offsets, byte[] bytes, Validity validity) {
        boolean rising = offsets.length == validity.length() + 1 && offsets[0] == 0;
        for (int i = 1; rising && i < offsets.length; i++) {
            rising = offsets[i - 1] <= offsets[i];
        }
        if (!rising || offsets[offsets.length - 1] != bytes.length) {
            throw new ShapeException(new Finding(
                    "vector.shape",
                    "vector",
                    "offsets do not tile " + bytes.length + " bytes into " + validity.length() + " rows",
                    "give rows + 1 rising offsets from 0 to the number of bytes"));
        }
        for (int row = 0; validity.missing() > 0 && row < validity.length(); row++) {
            if (validity.isMissing(row) && offsets[row] != offsets[row + 1]) {
                throw new ShapeException(new Finding(
                        "vector.shape",
                        "vector",
                        "row " + row + " is missing and has " + (offsets[row + 1] - offsets[row]) + " bytes",
                        "leave missing rows empty"));
            }
        }
        this.offsets = offsets;
        this.bytes = bytes;
        this.validity = validity;
    }

    /**
     * Texts, none missing.
     *
     * @throws IllegalArgumentException if a text holds half a surrogate pair, which has no UTF-8
     */
    public static BytesVector of(String... texts) {
        int[] offsets = new int[texts.length + 1];
        byte[][] encoded = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = Utf8.bytes(texts[i]);
            offsets[i + 1] = Math.addExact(offsets[i], encoded[i].length);
        }
        byte[] bytes = new byte[offsets[texts.length]];
        for (int i = 0; i < texts.length; i++) {
            System.arraycopy(encoded[i], 0, bytes, offsets[i], encoded[i].length);
        }
        return new BytesVector(offsets, bytes, Validity.allPresent(texts.length));
    }

    /**
     * A vector over copies.
     *
     * @param offsets {@code rows + 1} rising offsets from 0 to {@code bytes.length}; missing rows are empty
     * @throws ShapeException if they are not
     */
    public static BytesVector of(int[] offsets, byte[] bytes, Validity validity) {
        return new BytesVector(offsets.clone(), bytes.clone(), validity);
    }

    /** A vector that owns its arrays: nobody else may keep them. */
    static BytesVector owning(int[] offsets, byte[] bytes, Validity validity) {
        return new BytesVector(offsets, bytes, validity);
    }

    /** The bytes of {@code row} read as UTF-8. */
    public String textAt(int row) {
        return new String(bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /** A copy of the bytes of {@code row}. */
    public byte[] bytesAt(int row) {
        return Arrays.copyOfRange(bytes, offsets[row], offsets[row + 1]);
    }

    /** Number of bytes of {@code row}. */
    public int sizeAt(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** Number of bytes of the rows from {@code from} on, up to but without {@code to}. */
    int sizeOf(int from, int to) {
        return offsets[to] - offsets[from];
    }

    /** Copies rows behind the {@code outRow} rows that two arrays of offsets and bytes hold, which have room for them. */
    void copyTo(int from, int to, int[] outOffsets, int outRow, byte[] out) {
        int start = outOffsets[outRow];
        System.arraycopy(bytes, offsets[from], out, start, sizeOf(from, to));
        for (int row = from; row < to; row++) {
            outOffsets[outRow + 1 + row - from] = start + offsets[row + 1] - offsets[from];
        }
    }

    /** A copy of the offsets, {@code rows + 1} of them. */
    public int[] toOffsets() {
        return offsets.clone();
    }

    /** A copy of the bytes of all rows. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public Validity validity() {
        return validity;
    }

    @Override
    public BytesVector take(int[] rows) {
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], sizeAt(rows[i]));
        }
        byte[] taken = new byte[starts[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(bytes, offsets[rows[i]], taken, starts[i], sizeAt(rows[i]));
        }
        return new BytesVector(starts, taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytesVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(offsets, vector.offsets)
                && Arrays.equals(bytes, vector.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * validity.hashCode() + Arrays.hashCode(offsets)) + Arrays.hashCode(bytes);
    }
}
