package io.mlstack.data.store.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of one row: a number (integers, dates, timestamps, decimals as unscaled values), or the UTF-8 bytes of a text or
 * level. Ordered by number, or by unsigned bytes, which is the order of code points. Immutable.
 */
public final class Key implements Comparable<Key> {

    private final long number;
    private final byte @Nullable [] text;

    private Key(long number, byte @Nullable [] text) {
        this.number = number;
        this.text = text;
    }

    static Key of(long number) {
        return new Key(number, null);
    }

    /** A key that owns {@code text}. */
    static Key of(byte[] text) {
        return new Key(0, text);
    }

    /** The value of a number key; 0 for a text. */
    long number() {
        return number;
    }

    boolean isText() {
        return text != null;
    }

    /**
     * 64 well mixed bits, the same for ever: FNV-1a over the bytes of a text, and in both cases the finaliser of SplitMix64.
     */
    long hash() {
        return text == null ? KeyVector.hash(number) : KeyVector.hash(text);
    }

    void write(ByteSink out) {
        if (text == null) {
            out.i64(number);
        } else {
            out.sized(text);
        }
    }

    static Key read(ByteSource in, boolean isText) {
        return isText ? of(in.sized()) : of(in.i64());
    }

    @Override
    public int compareTo(Key other) {
        if (text == null || other.text == null) {
            return Long.compare(number, other.number);
        }
        return Arrays.compareUnsigned(text, other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && number == key.number && Arrays.equals(text, key.text);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(number) + Arrays.hashCode(text);
    }

    /** The number, or the text. */
    @Override
    public String toString() {
        return text == null ? Long.toString(number) : new String(text, StandardCharsets.UTF_8);
    }
}
