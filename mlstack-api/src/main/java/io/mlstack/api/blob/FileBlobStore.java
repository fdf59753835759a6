package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Objects as files below a folder: the key is the path.
 *
 * <p>An object is written to {@code staging/}, forced to the device, linked to its name (a link fails where a move would
 * overwrite) and the folder is forced, so that it survives a power cut once {@link #putIfAbsent} returns. Staging files of
 * dead processes are removed by the first write of a later one, at the earliest after an hour.
 *
 * <p>Opening creates nothing, so a store that is only read may lie on a read-only file system. No lock files, no threads.
 *
 * <p>Weaker guarantees, where the platform has no more to give: without hard links (FAT, some network shares) the object is
 * written in place, so that exactly one writer still wins, but readers may see it growing and a crash may leave part of it;
 * Windows cannot force a folder, so a power cut may lose the newest objects, never parts of them. Both are logged once. On
 * file systems that ignore case, keys that differ in case only are the same key.
 */
public final class FileBlobStore implements LocalBlobStore {

    /** What some virtual machines reserve of the largest array. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final Path root;
    private final FileLayer files;
    private final StagingArea staging;
    private final Publisher publisher;

    FileBlobStore(Path root, FileLayer files, InstantSource clock) {
        this.root = root.toAbsolutePath().normalize();
        this.files = files;
        this.staging = new StagingArea(this.root.resolve(BlobKey.RESERVED), files, clock);
        this.publisher = new Publisher(this.root, files);
    }

    /**
     * The store below {@code root}, which the first write creates if need be.
     *
     * @throws io.mlstack.api.error.StorageException if {@code root} is something else than a folder
     */
    public static FileBlobStore open(Path root) {
        requireNonNull(root, "root");
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw Failures.reading(root, new NotDirectoryException(root.toString()));
        }
        return new FileBlobStore(root, new DiskLayer(), InstantSource.system());
    }

    /** The folder that holds the objects; absolute. */
    public Path root() {
        return root;
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        requireNonNull(content, "content");
        Path target = resolve(key);
        try {
            if (publisher.isTaken(target, key)) {
                return false;
            }
            publisher.prepare();
            try (StagedFile staged = staging.create()) {
                staged.fill(content);
                return publisher.publish(staged, target, key);
            }
        } catch (IOException e) {
            throw Failures.writing(target, e);
        }
    }

    @Override
    public StagedBlob stage() {
        try {
            publisher.prepare();
            return new FileStagedBlob(this, staging.create());
        } catch (IOException e) {
            throw Failures.writing(root.resolve(BlobKey.RESERVED), e);
        }
    }

    boolean publish(StagedFile staged, String key) {
        Path target = resolve(key);
        try {
            return publisher.publish(staged, target, key);
        } catch (IOException e) {
            throw Failures.writing(target, e);
        }
    }

    @Override
    public byte[] read(String key) {
        BlobStat stat = existing(key);
        if (stat.size() > MAX_ARRAY) {
            throw Failures.tooLarge(resolve(key), stat.size());
        }
        return read(stat, 0, (int) stat.size());
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        BlobStat stat = existing(key);
        if (offset < 0 || length < 0 || length > stat.size() - offset) {
            throw Failures.range(resolve(key), offset, length, stat.size());
        }
        return read(stat, offset, length);
    }

    private byte[] read(BlobStat stat, long offset, int length) {
        try (InputStream in = open(stat)) {
            in.skipNBytes(offset);
            byte[] bytes = new byte[length];
            if (in.readNBytes(bytes, 0, length) < length) {
                throw new EOFException("the file ends before its size of " + stat.size());
            }
            return bytes;
        } catch (IOException e) {
            throw Failures.reading(resolve(stat.key()), e);
        }
    }

    @Override
    public InputStream open(String key) {
        return open(existing(key));
    }

    /** A stream of the file system provider: unlike a channel it is not closed by an interrupt of the reading thread. */
    private InputStream open(BlobStat stat) {
        Path file = resolve(stat.key());
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw Failures.missing(file, stat.key());
        } catch (IOException e) {
            throw Failures.reading(file, e);
        }
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        resolve(key);
        return Optional.ofNullable(FileListing.stat(root, key));
    }

    @Override
    public Path path(String key) {
        existing(key);
        return resolve(key);
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        BlobKey.checkPrefix(prefix);
        int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new FileListing(root, prefix), characteristics),
                characteristics,
                false);
    }

    @Override
    public boolean delete(String key) {
        Path file = resolve(key);
        if (FileListing.stat(root, key) == null) {
            return false;
        }
        try {
            boolean deleted = deleteIfExists(file);
            files.forceDirectory(Directories.of(file));
            return deleted;
        } catch (IOException e) {
            throw Failures.deleting(file, e);
        }
    }

    private boolean deleteIfExists(Path file) throws IOException {
        try {
            files.delete(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private BlobStat existing(String key) {
        Path file = resolve(key);
        BlobStat stat = FileListing.stat(root, key);
        if (stat == null) {
            throw Failures.missing(file, key);
        }
        return stat;
    }

    private Path resolve(String key) {
        return root.resolve(BlobKey.check(key));
    }

    @Override
    public String toString() {
        return "FileBlobStore[" + root + "]";
    }
}
