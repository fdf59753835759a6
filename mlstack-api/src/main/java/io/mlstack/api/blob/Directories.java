package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates folders whose entries survive a power cut: a folder counts as there only once its parent was forced by us,
 * because another process may have created it and not yet forced it.
 */
final class Directories {

    /** Forgetting costs one more force per folder; remembering costs memory. */
    private static final int REMEMBERED = 10_000;

    private final Path root;
    private final FileLayer files;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** @param root absolute and normalised */
    Directories(Path root, FileLayer files) {
        this.root = root;
        this.files = files;
    }

    /** The folder of an object; there is one, because a key lies below the root. */
    static Path of(Path object) {
        return requireNonNull(object.getParent());
    }

    /** Makes sure that {@code folder}, the root or below it, is there to stay. */
    void ensure(Path folder) throws IOException {
        if (durable.contains(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null && isOurs(folder, parent)) {
            ensure(parent);
            createUnlessThere(folder);
            files.forceDirectory(parent);
        }
        if (durable.size() >= REMEMBERED) {
            durable.clear();
        }
        durable.add(folder);
    }

    /** For when somebody removed folders behind our back. */
    void forget() {
        durable.clear();
    }

    /** What exists above the root is the host's; what holds the root may be unreadable to us. */
    private boolean isOurs(Path folder, Path parent) {
        if (folder.equals(root)) {
            return !Files.isDirectory(folder) || Files.isReadable(parent);
        }
        return folder.startsWith(root) || !Files.isDirectory(folder);
    }

    private void createUnlessThere(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
