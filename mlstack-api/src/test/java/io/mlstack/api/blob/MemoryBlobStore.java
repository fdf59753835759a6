package io.mlstack.api.blob;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A store in memory, for tests: slow and obviously right. Handles over the same map share their objects. */
public final class MemoryBlobStore implements BlobStore {

    private record Entry(byte[] bytes, Instant written) {}

    private final NavigableMap<String, Entry> objects;
    private final InstantSource clock;

    /** An empty store. */
    public MemoryBlobStore(InstantSource clock) {
        this(new TreeMap<>(), clock);
    }

    private MemoryBlobStore(NavigableMap<String, Entry> objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** Another store over the same objects. */
    public MemoryBlobStore handle() {
        return new MemoryBlobStore(objects, clock);
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        BlobKey.check(key);
        synchronized (objects) {
            refuseNested(key);
            if (objects.containsKey(key)) {
                return false;
            }
        }
        byte[] bytes = drain(key, content);
        synchronized (objects) {
            refuseNested(key);
            return objects.putIfAbsent(key, new Entry(bytes, clock.instant())) == null;
        }
    }

    @Override
    public byte[] read(String key) {
        return existing(key).bytes().clone();
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        byte[] bytes = existing(key).bytes();
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new InvalidInputException(new Finding("blob.bad-range", key, "has " + bytes.length + " bytes", ""));
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(existing(key).bytes());
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        BlobKey.check(key);
        synchronized (objects) {
            return Optional.ofNullable(objects.get(key)).map(entry -> stat(key, entry));
        }
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        BlobKey.checkPrefix(prefix);
        synchronized (objects) {
            return new ArrayList<>(objects.tailMap(prefix).entrySet())
                    .stream()
                            .takeWhile(e -> e.getKey().startsWith(prefix))
                            .map(e -> stat(e.getKey(), e.getValue()))
                            .toList()
                            .stream();
        }
    }

    @Override
    public boolean delete(String key) {
        BlobKey.check(key);
        synchronized (objects) {
            return objects.remove(key) != null;
        }
    }

    private Entry existing(String key) {
        BlobKey.check(key);
        synchronized (objects) {
            Entry entry = objects.get(key);
            if (entry == null) {
                throw new NotFoundException(new Finding("blob.missing", key, "there is no object \"" + key + '"', ""));
            }
            return entry;
        }
    }

    private void refuseNested(String key) {
        String first = objects.ceilingKey(key + "/");
        boolean isFolder = first != null && first.startsWith(key + "/");
        boolean isBelow = false;
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            isBelow |= objects.containsKey(key.substring(0, slash));
        }
        if (isFolder || isBelow) {
            throw new InvalidInputException(new Finding("blob.nested-key", key, "is nested", ""));
        }
    }

    private static byte[] drain(String key, BlobSource content) {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != content.size() || Thread.currentThread().isInterrupted()) {
                throw new IOException("the content has " + bytes.length + " bytes and announced " + content.size());
            }
            return bytes;
        } catch (IOException e) {
            throw new StorageException(
                    new Finding("blob.unwritable", key, Objects.toString(e.getMessage(), "failed"), ""), e);
        }
    }

    private static BlobStat stat(String key, Entry entry) {
        return new BlobStat(key, entry.bytes().length, entry.written());
    }
}
