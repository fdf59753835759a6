package io.mlstack.api.blob;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A SHA-256 in the making. Not thread-safe; of no use after {@link #digest}. */
interface Sha256 {

    /**
     * What a process digests in plain Java before it loads the JDK's digest.
     *
     * <p>That one is seven times as fast once it is compiled, but the first one of a process loads the security providers and is
     * interpreted for long. Both cold on JDK 17, 76 kB took 7 ms in plain Java and 55 ms with it, 1.6 MB 33 and 81, 3.4 MB 60
     * and 97 (docs/adr/0003).
     */
    long EARLY_BYTES = 4 << 20;

    void update(byte[] bytes, int offset, int length);

    /** All that remains, which is then consumed. */
    void update(ByteBuffer bytes);

    /** The 32 bytes of the digest. */
    byte[] digest();

    /** For about {@code size} bytes that are read when something starts: this process, or a part of it much later. */
    static Sha256 atStart(long size) {
        if (size > EARLY_BYTES - Early.DIGESTED.get()) {
            return new JdkSha256();
        }
        // Two threads may both get the last of it, which costs nothing but time.
        Early.DIGESTED.addAndGet(size);
        return new PlainSha256();
    }

    /** How far this process has come; nothing but time depends on it. */
    final class Early {
        private static final AtomicLong DIGESTED = new AtomicLong();

        private Early() {}
    }
}
