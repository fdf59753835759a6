package io.mlstack.api.blob;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Immutable objects of bytes under keys. An object is created once, is never overwritten, renamed or appended to, and can
 * be deleted; all coordination between threads, processes and machines is {@link #putIfAbsent}.
 *
 * <p>A key is segments joined by slashes, such as {@code packs/5f3a.pack}; {@link BlobKey} has the grammar, which leaves no
 * way out of the store. A key must not be the folder of another: a store that holds {@code a/b} refuses {@code a}. Keys are
 * case-sensitive; do not rely on that where the folder lies on a file system that is not.
 *
 * <p>Implementations are thread-safe, and any number of stores over the same place work at the same time. Nothing has to
 * be closed. Every implementation passes the kit {@code BlobStoreContract} of the test jar.
 *
 * <p>Every method throws {@link io.mlstack.api.error.InvalidInputException} for a key outside the grammar and {@link
 * io.mlstack.api.error.StorageException} if the place behind the store fails; what was acknowledged before is safe.
 */
public interface BlobStore {

    /**
     * Creates the object if no object has this key.
     *
     * <p>Of all callers that race for one key exactly one gets {@code true}. Readers see all of an object or none of it. On
     * return the object under the key is durable, whoever wrote it. Blocks for as long as the writing takes.
     *
     * @param content read once, to its end, unless the key is taken already; not closed over afterwards
     * @return false if the key was taken: the object there is untouched, and may hold other bytes
     * @throws io.mlstack.api.error.StorageException if the content or the place fails, or the thread is interrupted while
     *     writing (its interrupt flag stays set). Then nothing was left behind; only if the failure came after the object
     *     had become visible is it there, whole, and the call may be repeated
     */
    boolean putIfAbsent(String key, BlobSource content);

    /** {@link #putIfAbsent(String, BlobSource)} with bytes in memory. */
    default boolean putIfAbsent(String key, byte[] content) {
        return putIfAbsent(key, BlobSource.of(content));
    }

    /**
     * All bytes of an object, in a new array.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no such object
     * @throws io.mlstack.api.error.InvalidInputException if the object does not fit in an array; {@link #open} it
     */
    byte[] read(String key);

    /**
     * {@code length} bytes from {@code offset} on, in a new array.
     *
     * @param offset in bytes, from 0
     * @throws io.mlstack.api.error.NotFoundException if there is no such object
     * @throws io.mlstack.api.error.InvalidInputException if the object does not have all of these bytes
     */
    byte[] read(String key, long offset, int length);

    /**
     * The bytes of an object as a stream, which the caller closes.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no such object
     */
    InputStream open(String key);

    /** Size and age of an object; empty if there is none. */
    Optional<BlobStat> stat(String key);

    /**
     * The objects whose key starts with {@code prefix}, in the order of their keys as text ({@link String#compareTo}).
     *
     * <p>Lazy: the stream holds at most the names of one folder per level, or one page, and needs no closing. Objects that
     * are there all the while appear exactly once; objects created or deleted meanwhile may or may not appear. A failure of
     * the place surfaces as {@link io.mlstack.api.error.StorageException} from the stream.
     *
     * @param prefix the beginning of a key, which may end within a segment; the empty text lists everything
     */
    Stream<BlobStat> list(String prefix);

    /**
     * Removes an object; durable on return. Readers that opened it before may go on or fail, but never see other bytes.
     *
     * @return false if there was none
     */
    boolean delete(String key);
}
