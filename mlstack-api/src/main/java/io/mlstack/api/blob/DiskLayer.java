package io.mlstack.api.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file operations as the platform has them. */
final class DiskLayer implements FileLayer {

    private static final Logger LOG = System.getLogger(FileBlobStore.class.getName());

    @Override
    public FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        file.force(true);
    }

    @Override
    public void link(Path name, Path existing) throws IOException {
        Files.createLink(name, existing);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    /**
     * Deaf to interrupts: the object is visible already, so giving up here would only leave open whether it survives a
     * power cut. The interrupt flag is restored afterwards.
     */
    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!canForceDirectories(directory)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!forcedUninterrupted(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void warn(String message, @Nullable Throwable cause) {
        LOG.log(Level.WARNING, message, cause);
    }

    /** Windows cannot open a directory as a file; POSIX systems can. */
    static boolean canForceDirectories(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean forcedUninterrupted(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}
