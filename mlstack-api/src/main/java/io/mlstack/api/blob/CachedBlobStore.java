package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A store whose objects are far away, read through a folder nearby.
 *
 * <pre>{@code
 * BlobStore near = CachedBlobStore.over(S3BlobStore.at("s3://team-bucket/datasets"), Path.of("cache"), 10L << 30);
 * }</pre>
 *
 * <p>Kept are the objects that are named by their content: those whose last segment is a SHA-256, perhaps with an extension,
 * as packs and bundles are. The first read of such an object fetches all of it; its length and digest are checked then, and
 * once more by each process that finds it. All else, and what is larger than the bound, is read from the store each time, as
 * is an object whose bytes are not what its name says, so that whoever knows its format says what is damaged.
 *
 * <p>Any number of stores, threads and processes may share one folder: files appear whole by a rename, and whoever writes
 * beyond the bound removes those that were used least recently. In between the folder may hold a sixteenth of the bound more
 * for each process, and what is being fetched. Where the folder cannot be written, reads go to the store and that is logged
 * once. An object that was deleted from the store by others may be read until it is removed here. Everything in the folder
 * may be deleted at any time.
 *
 * <p>Thread-safe. Writes and lists go to the store.
 */
public final class CachedBlobStore implements BlobStore {

    private static final Logger LOG = System.getLogger(CachedBlobStore.class.getName());
    private static final Pattern NAMED_BY_CONTENT = Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.[^/]*)?");

    private final BlobStore store;
    private final CacheFolder cache;
    private final AtomicBoolean warned = new AtomicBoolean();

    private CachedBlobStore(BlobStore store, CacheFolder cache) {
        this.store = store;
        this.cache = cache;
    }

    /**
     * The store, read through {@code folder}, which is created when the first object is kept.
     *
     * @param folder for nothing else; several stores may share it
     * @param maxBytes how much it may hold
     * @throws IllegalArgumentException if {@code maxBytes} is below 1
     */
    public static CachedBlobStore over(BlobStore store, Path folder, long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a cache holds 1 byte or more, got " + maxBytes);
        }
        return new CachedBlobStore(
                requireNonNull(store, "store"), new CacheFolder(requireNonNull(folder, "folder"), maxBytes));
    }

    @Override
    public byte[] read(String key) {
        Optional<InputStream> near = near(key);
        if (near.isPresent()) {
            try (InputStream in = near.get()) {
                return in.readAllBytes();
            } catch (IOException e) {
                warn(e);
            }
        }
        return store.read(key);
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        if (offset >= 0 && length > 0) {
            Optional<InputStream> near = near(key);
            if (near.isPresent()) {
                try (InputStream in = near.get()) {
                    in.skipNBytes(offset);
                    byte[] bytes = in.readNBytes(length);
                    if (bytes.length == length) {
                        return bytes;
                    }
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "{0} is asked for {1}: {2}", store, key, e);
                }
            }
        }
        // Also for a range that the object does not have: the store says so in its own words.
        return store.read(key, offset, length);
    }

    @Override
    public InputStream open(String key) {
        return near(key).orElseGet(() -> store.open(key));
    }

    /** The object nearby, fetched if need be; empty if it is not to be kept, or cannot be. */
    private Optional<InputStream> near(String key) {
        Matcher matcher = NAMED_BY_CONTENT.matcher(BlobKey.check(key));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return cache.open(store, key, Digest.parse(matcher.group(1)));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    private void warn(IOException cause) {
        if (!warned.getAndSet(true)) {
            LOG.log(Level.WARNING, cache + " cannot be used; objects are read from " + store + " each time", cause);
        }
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        return store.putIfAbsent(key, content);
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        return store.stat(key);
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public boolean delete(String key) {
        boolean deleted = store.delete(key);
        Matcher matcher = NAMED_BY_CONTENT.matcher(key);
        if (matcher.matches()) {
            cache.forget(Digest.parse(matcher.group(1)));
        }
        return deleted;
    }

    /** {@code s3://team-bucket/datasets through cache}. */
    @Override
    public String toString() {
        return store + " through " + cache;
    }
}
