package io.mlstack.s3;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps keys from being folders of other keys, which S3 would allow and a copy on files could not hold. Thread-safe.
 *
 * <p>Two calls at the same moment that create {@code a} and {@code a/b} may both succeed; nothing is lost by it.
 */
final class Folders {

    /** Forgetting costs a question per level; remembering costs memory. */
    private static final int REMEMBERED = 10_000;

    private final S3Bucket bucket;

    /** Keys below which there are, or were, objects, so that they are no objects themselves. */
    private final Set<String> folders = ConcurrentHashMap.newKeySet();

    Folders(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Whether there is an object of that key. One question where nothing begins like the key.
     *
     * @throws io.mlstack.api.error.InvalidInputException if there are objects below it, or it lies below one
     */
    boolean isTaken(String key) {
        String first = firstFrom(key);
        if (first.equals(key)) {
            return true;
        }
        String below = key + "/";
        if (!first.isEmpty() && (first.startsWith(below) || !firstFrom(below).isEmpty())) {
            throw Failures.nested(bucket.location().place(key), key);
        }
        for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
            String folder = key.substring(0, slash);
            if (folders.contains(folder)) {
                return false;
            }
            if (bucket.head(Action.WRITE, folder).isPresent()) {
                throw Failures.nested(bucket.location().place(key), key);
            }
        }
        return false;
    }

    /** There is an object of that key now. */
    void remember(String key) {
        if (folders.size() > REMEMBERED) {
            folders.clear();
        }
        folders.remove(key);
        for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
            folders.add(key.substring(0, slash));
        }
    }

    /** The first key that begins so; empty if none does. */
    private String firstFrom(String prefix) {
        List<S3Object> first = bucket.list(Action.WRITE, prefix, null, 1).contents();
        return first.isEmpty() ? "" : bucket.location().key(first.get(0).key());
    }
}
