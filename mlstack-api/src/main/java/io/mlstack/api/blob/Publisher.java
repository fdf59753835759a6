package io.mlstack.api.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives staged files their final name, in an order that forgives a power cut at any point. */
final class Publisher {

    private final Path root;
    private final FileLayer files;
    private final Directories directories;
    private final AtomicBoolean prepared = new AtomicBoolean();
    private final AtomicBoolean withoutLinks = new AtomicBoolean();

    Publisher(Path root, FileLayer files) {
        this.root = root;
        this.files = files;
        this.directories = new Directories(root, files);
    }

    /** Creates the root if need be. */
    void prepare() throws IOException {
        directories.ensure(root);
        if (prepared.compareAndSet(false, true) && !DiskLayer.canForceDirectories(root)) {
            files.warn(root + ": folders cannot be forced here; a power cut may lose the newest objects", null);
        }
    }

    /** Whether there is an object already; it is durable then, although another writer may just have linked it. */
    boolean isTaken(Path target, String key) throws IOException {
        if (Files.isDirectory(target)) {
            throw Failures.nested(target, key);
        }
        if (!Files.exists(target)) {
            return false;
        }
        files.forceDirectory(Directories.of(target));
        return true;
    }

    /** Forces the staged bytes, gives them the name {@code target} if it is free, and forces its folder. */
    boolean publish(StagedFile staged, Path target, String key) throws IOException {
        files.force(staged.channel());
        ensureFolder(target, key);
        try {
            link(staged, target);
        } catch (FileAlreadyExistsException e) {
            isTaken(target, key);
            return false;
        }
        files.forceDirectory(Directories.of(target));
        return true;
    }

    private void ensureFolder(Path target, String key) throws IOException {
        try {
            directories.ensure(Directories.of(target));
        } catch (FileAlreadyExistsException e) {
            throw Failures.nested(target, key);
        }
    }

    private void link(StagedFile staged, Path target) throws IOException {
        if (withoutLinks.get()) {
            writeInPlace(staged, target);
            return;
        }
        try {
            files.link(target, staged.path());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (NoSuchFileException e) {
            linkAgain(staged, target, e);
        } catch (IOException | UnsupportedOperationException e) {
            if (linksWork(staged)) {
                throw e;
            }
            writeInPlace(staged, target);
            withoutLinks.set(true);
            files.warn(root + ": no hard links here; readers may see objects that are still being written", e);
        }
    }

    /** The folder was removed after we had created or seen it. */
    private void linkAgain(StagedFile staged, Path target, NoSuchFileException first) throws IOException {
        if (!Files.exists(staged.path()) || Files.isDirectory(Directories.of(target))) {
            throw first;
        }
        directories.forget();
        directories.ensure(Directories.of(target));
        files.link(target, staged.path());
    }

    /** A failed link may have many causes; if one to a free name beside the staged file fails too, links do not work. */
    private boolean linksWork(StagedFile staged) {
        Path name = staged.path().resolveSibling(StagingArea.newName());
        try {
            files.link(name, staged.path());
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
        remove(name);
        return true;
    }

    private void remove(Path name) {
        try {
            files.delete(name);
        } catch (IOException e) {
            files.warn("the staging file " + name + " was left behind", e);
        }
    }

    private void writeInPlace(StagedFile staged, Path target) throws IOException {
        try (FileChannel out = files.create(target)) {
            long size = staged.channel().size();
            for (long done = 0; done < size; ) {
                done += staged.channel().transferTo(done, size - done, out);
            }
            files.force(out);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            files.delete(target);
            throw e;
        }
    }
}
