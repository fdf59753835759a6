package io.mlstack.api.blob;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A SHA-256 (FIPS 180-4): 32 bytes that name content. Immutable; ordered as its hexadecimal text is.
 */
public final class Digest implements Comparable<Digest> {

    /** Its length in bytes. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final int CHUNK = 1 << 16;

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private Digest(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        this.first = words.getLong();
        this.second = words.getLong();
        this.third = words.getLong();
        this.fourth = words.getLong();
    }

    /** The digest of {@code content}. */
    public static Digest of(byte[] content) {
        return builder().add(content).build();
    }

    /**
     * The digest of all that {@code content} delivers from here on; the stream is left open.
     *
     * @throws IOException if the stream fails
     */
    public static Digest of(InputStream content) throws IOException {
        Builder builder = builder();
        byte[] chunk = new byte[CHUNK];
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
            builder.add(chunk, 0, n);
        }
        return builder.build();
    }

    /**
     * The digest that these 32 bytes are.
     *
     * @throws InvalidInputException if there are not {@value #BYTES}
     */
    public static Digest fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw malformed("has " + bytes.length + " bytes instead of " + BYTES);
        }
        return new Digest(bytes);
    }

    /**
     * The digest written as 64 hexadecimal digits in lower case.
     *
     * @throws InvalidInputException if {@code hex} is anything else, with the first wrong character
     */
    public static Digest parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw malformed("has " + hex.length() + " characters instead of " + 2 * BYTES);
        }
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw malformed("has the character U+%04X at %d, which is no lower-case hexadecimal digit"
                        .formatted((int) c, i));
            }
        }
        return new Digest(HEX.parseHex(hex));
    }

    /** An empty digest to add content to. */
    public static Builder builder() {
        return new Builder(new JdkSha256());
    }

    /**
     * An empty digest for content that is read when something starts, about {@code size} bytes of it. It spares a young process the
     * loading of the JDK's digest, which takes longer than digesting a few megabytes in plain Java. The result is that of
     * {@link #builder()}.
     */
    public static Builder atStart(long size) {
        return new Builder(Sha256.atStart(size));
    }

    /** 64 hexadecimal digits in lower case. */
    public String hex() {
        return HEX.formatHex(bytes());
    }

    /** The first {@code digits} hexadecimal digits, for people; as unique as that makes it. */
    public String shortHex(int digits) {
        return hex().substring(0, digits);
    }

    /** The 32 bytes, in a new array. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static InvalidInputException malformed(String problem) {
        return new InvalidInputException(new Finding(
                "digest.malformed", "SHA-256", problem, "pass the 64 lower-case hexadecimal digits of a SHA-256"));
    }

    /** Digests content that arrives in parts. Not thread-safe; of no use after {@link #build}. */
    public static final class Builder {

        private final Sha256 sha;
        private boolean built;

        private Builder(Sha256 sha) {
            this.sha = sha;
        }

        /** Adds all of {@code bytes}. */
        public Builder add(byte[] bytes) {
            return add(bytes, 0, bytes.length);
        }

        /**
         * Adds part of an array.
         *
         * @throws IndexOutOfBoundsException if the array does not have these bytes
         */
        public Builder add(byte[] bytes, int offset, int length) {
            checkOpen();
            Objects.checkFromIndexSize(offset, length, bytes.length);
            sha.update(bytes, offset, length);
            return this;
        }

        /** Adds what remains of {@code bytes}, which is then consumed. */
        public Builder add(ByteBuffer bytes) {
            checkOpen();
            sha.update(bytes);
            return this;
        }

        /**
         * The digest of all that was added.
         *
         * @throws IllegalStateException if it was built before
         */
        public Digest build() {
            checkOpen();
            built = true;
            return new Digest(sha.digest());
        }

        private void checkOpen() {
            if (built) {
                throw new IllegalStateException("this digest was built; start a new one");
            }
        }
    }
}
