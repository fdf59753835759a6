package io.mlstack.api.blob;

import java.nio.ByteBuffer;

/** A SHA-256 in the making. Not thread-safe; of no use after {@link #digest}. */
interface Sha256 {

    /**
     * What is worth digesting in plain Java where a process may have digested nothing before.
     *
     * <p>The JDK's digest is seven times as fast once it is compiled, but the first one of a process loads the security
     * providers: 76 kB took 55 ms with it and 8 ms in plain Java, both cold on JDK 17; warm they take 0.05 ms and 0.4 ms
     * (docs/adr/0003).
     */
    long FEW_BYTES = 1 << 17;

    void update(byte[] bytes, int offset, int length);

    /** All that remains, which is then consumed. */
    void update(ByteBuffer bytes);

    /** The 32 bytes of the digest. */
    byte[] digest();

    /** For the start of a process and about {@code size} bytes. */
    static Sha256 atStart(long size) {
        return size <= FEW_BYTES ? new PlainSha256() : new JdkSha256();
    }
}
