package io.mlstack.api.blob;

import java.nio.channels.FileChannel;

/**
 * An object in the making: bytes that nobody else sees until they are published, for content whose key is its own digest.
 *
 * <pre>{@code
 * try (StagedBlob pack = store.stage()) {
 *     Digest digest = write(pack.channel());
 *     pack.publishIfAbsent("packs/" + digest.hex() + ".pack");
 * }
 * }</pre>
 *
 * <p>Used by one thread at a time. If the process dies, what it had staged is removed by a later writer of the store.
 */
public interface StagedBlob extends AutoCloseable {

    /** The file, open for reading and writing; an interrupt of the thread that uses it closes it. */
    FileChannel channel();

    /**
     * Makes the bytes an object if no object has this key; as {@link BlobStore#putIfAbsent}, and durable on return. The
     * channel is closed afterwards, whatever the outcome.
     *
     * @return false if the key was taken; the bytes are dropped
     * @throws IllegalStateException if this was published or closed before
     * @throws io.mlstack.api.error.StorageException if the place fails; {@link #close} then drops the bytes
     */
    boolean publishIfAbsent(String key);

    /** Drops the bytes unless they were published. Never throws; a file that cannot be removed is logged. */
    @Override
    void close();
}
