package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks the folders below a root in the order of keys, with the names of one folder per level in memory. */
final class FileListing implements Iterator<BlobStat> {

    private final Path root;
    private final String prefix;
    private final Deque<Iterator<String>> levels = new ArrayDeque<>();
    private @Nullable BlobStat next;

    FileListing(Path root, String prefix) {
        this.root = root;
        this.prefix = prefix;
        levels.push(entries(prefix.substring(0, prefix.lastIndexOf('/') + 1)).iterator());
    }

    @Override
    public boolean hasNext() {
        while (next == null && !levels.isEmpty()) {
            advance();
        }
        return next != null;
    }

    @Override
    public BlobStat next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        BlobStat found = next;
        next = null;
        return found;
    }

    private void advance() {
        Iterator<String> level = levels.element();
        if (!level.hasNext()) {
            levels.pop();
            return;
        }
        String entry = level.next();
        if (entry.endsWith("/")) {
            levels.push(entries(entry).iterator());
        } else {
            next = stat(root, entry);
        }
    }

    /**
     * Keys of files and folders in a folder, sorted as keys: a folder counts with its slash, because {@code a-b} comes
     * before {@code a/b} and {@code a0} after it.
     *
     * @param folder empty for the root, else with its slash
     */
    private List<String> entries(String folder) {
        Path directory = root.resolve(folder);
        List<String> keys = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                addEntry(folder, path, keys);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw Failures.reading(directory, e);
        } catch (DirectoryIteratorException e) {
            throw Failures.reading(directory, requireNonNull(e.getCause()));
        }
        Collections.sort(keys);
        return keys;
    }

    private void addEntry(String folder, Path path, List<String> keys) {
        String key = folder + path.getFileName();
        boolean isListed = key.startsWith(prefix) && !key.equals(BlobKey.RESERVED) && BlobKey.isKey(key);
        if (isListed) {
            keys.add(Files.isDirectory(path) ? key + "/" : key);
        }
    }

    /** Null if there is no object: never was, deleted meanwhile, a folder, or below an object. */
    static @Nullable BlobStat stat(Path root, String key) {
        Path file = root.resolve(key);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new BlobStat(
                            key,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant())
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            if (isBelowFile(root, file)) {
                return null;
            }
            throw Failures.reading(file, e);
        }
    }

    /** Whether some folder of the path is a file, which a POSIX system reports as "not a directory". */
    private static boolean isBelowFile(Path root, Path file) {
        for (Path up = file.getParent(); up != null && !up.equals(root); up = up.getParent()) {
            if (Files.isRegularFile(up)) {
                return true;
            }
        }
        return false;
    }
}
