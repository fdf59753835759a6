package io.mlstack.api.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files named by the SHA-256 of their content, those used last under a bound of bytes. A file's time of modification is that
 * of its last use, which all processes see. Thread-safe.
 */
final class CacheFolder {

    private static final Logger LOG = System.getLogger(CachedBlobStore.class.getName());

    /** A file that is being fetched, or was when its process died. */
    private static final String PART = ".part";

    private static final Duration ABANDONED = Duration.ofDays(1);

    /** Noting each use would cost a write each. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Path folder;
    private final long maxBytes;

    /** Digests whose file was checked by this process. */
    private final Set<Digest> checked = ConcurrentHashMap.newKeySet();

    /** What was too large or not what its name says; this process does not fetch it again only to find that out. */
    private final Set<Digest> passedBy = ConcurrentHashMap.newKeySet();

    /** So that threads that ask for one object fetch it once; others wait for each other by accident, rarely. */
    private final ReentrantLock[] fetching = new ReentrantLock[64];

    /** Bytes added since the folder was measured; the first addition measures it. */
    private final AtomicLong added;

    CacheFolder(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.added = new AtomicLong(maxBytes);
        for (int i = 0; i < fetching.length; i++) {
            fetching[i] = new ReentrantLock();
        }
    }

    /**
     * The object as a file, fetched from {@code store} if need be.
     *
     * @return empty if it is too large, not there, or not what its digest says
     * @throws IOException if the folder cannot be used
     */
    Optional<InputStream> open(BlobStore store, String key, Digest digest) throws IOException {
        if (passedBy.contains(digest)) {
            return Optional.empty();
        }
        Path file = folder.resolve(digest.hex());
        Optional<InputStream> known = openChecked(file, digest);
        if (known.isPresent()) {
            return known;
        }
        ReentrantLock lock = fetching[digest.hashCode() & fetching.length - 1];
        lock.lock();
        try {
            if (!isSound(file, digest) && !fetch(store, key, file, digest)) {
                return Optional.empty();
            }
            checked.add(digest);
            return openChecked(file, digest);
        } finally {
            lock.unlock();
        }
    }

    /** The object is gone from the store. */
    void forget(Digest digest) {
        checked.remove(digest);
        remove(folder.resolve(digest.hex()));
    }

    private Optional<InputStream> openChecked(Path file, Digest digest) throws IOException {
        if (!checked.contains(digest)) {
            return Optional.empty();
        }
        try {
            InputStream in = Files.newInputStream(file);
            noteUse(file);
            return Optional.of(in);
        } catch (NoSuchFileException e) {
            checked.remove(digest);
            return Optional.empty();
        }
    }

    private void noteUse(Path file) {
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(file).toInstant().plus(NOTED_EVERY).isBefore(now)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the use of {0} is not noted: {1}", file, e);
        }
    }

    /** Whether another process left the whole object; a power cut may have left a file of zeros. */
    private static boolean isSound(Path file, Digest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.of(in).equals(digest);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean fetch(BlobStore store, String key, Path file, Digest digest) throws IOException {
        Optional<BlobStat> stat = store.stat(key);
        if (stat.isEmpty()) {
            return false;
        }
        if (stat.get().size() > maxBytes) {
            passedBy.add(digest);
            return false;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(digest.hex() + "." + UUID.randomUUID() + PART);
        try {
            if (!copy(store, key, part, stat.get().size(), digest)) {
                LOG.log(Level.WARNING, "{0}/{1} is not what its name says and is not kept nearby", store, key);
                passedBy.add(digest);
                return false;
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        shrinkIfDue(stat.get().size(), file);
        return true;
    }

    private static boolean copy(BlobStore store, String key, Path part, long size, Digest digest) throws IOException {
        Digest.Builder found = Digest.builder();
        long length = 0;
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = store.open(key);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
                found.add(chunk, 0, n);
                length += n;
            }
        }
        return length == size && found.build().equals(digest);
    }

    private record Kept(Path file, long size, Instant used) {}

    /** Measuring costs a look at every file, so it is done after each sixteenth of the bound. */
    private void shrinkIfDue(long size, Path newest) {
        if (added.addAndGet(size) < Math.max(1, maxBytes / 16)) {
            return;
        }
        added.set(0);
        List<Kept> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path file : stream) {
                measure(file, files);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.WARNING, this + " cannot be measured and may grow beyond its bound", e);
            return;
        }
        files.sort(Comparator.comparing(Kept::used));
        long total = files.stream().mapToLong(Kept::size).sum();
        for (Kept kept : files) {
            if (total > maxBytes && !kept.file().equals(newest)) {
                remove(kept.file());
                total -= kept.size();
            }
        }
    }

    /** Only files that this class writes are counted and removed. */
    private static void measure(Path file, List<Kept> files) throws IOException {
        String name = file.getFileName().toString();
        if (!name.matches("[0-9a-f]{64}(\\.[0-9a-f-]{36}\\.part)?")) {
            return;
        }
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return;
        }
        Instant used = attributes.lastModifiedTime().toInstant();
        if (!name.endsWith(PART)) {
            files.add(new Kept(file, attributes.size(), used));
        } else if (used.plus(ABANDONED).isBefore(Instant.now())) {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "{0} stays for now: {1}", file, e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
