package io.mlstack.api.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folder of files that are not yet objects.
 *
 * <p>A writer holds an operating-system lock on its file for as long as it works on it; the lock vanishes with the process,
 * however it dies. So a left-over is a file that (1) another process made, (2) nobody wrote to for an hour and (3) can be
 * locked. Where locks do not work, left-overs stay. Files of the own process are told by their name and never opened: on
 * POSIX, closing a second channel on a file would release the first one's lock.
 */
final class StagingArea {

    static final Duration GRACE = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(StagingArea.class.getName());
    private static final Pattern NAME = Pattern.compile("[0-9]+-[0-9]+-[0-9a-f-]{36}\\.tmp");
    private static final String OWN_PROCESS = ownProcess();

    private final Path folder;
    private final FileLayer files;
    private final InstantSource clock;
    private boolean prepared;

    StagingArea(Path folder, FileLayer files, InstantSource clock) {
        this.folder = folder;
        this.files = files;
        this.clock = clock;
    }

    /** A new file of this process, locked; the folder above must exist. */
    StagedFile create() throws IOException {
        prepare();
        Path file = folder.resolve(newName());
        FileChannel channel = files.create(file);
        try {
            channel.tryLock();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no file locks at {0}: left-over staging files will stay ({1})", folder, e);
        }
        return new StagedFile(file, channel, files);
    }

    /** A free name that tells which process made the file. */
    static String newName() {
        return OWN_PROCESS + UUID.randomUUID() + ".tmp";
    }

    private synchronized void prepare() throws IOException {
        if (prepared && Files.isDirectory(folder)) {
            return;
        }
        try {
            files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            clean();
        }
        prepared = true;
    }

    /** Removes left-overs; what cannot be judged or removed is logged and stays. */
    private void clean() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                cleanOne(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            files.warn("left-over staging files in " + folder + " were not looked at", e);
        }
    }

    private void cleanOne(Path file) {
        String name = file.getFileName().toString();
        if (!NAME.matcher(name).matches() || name.startsWith(OWN_PROCESS)) {
            return;
        }
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (written.plus(GRACE).isBefore(clock.instant())) {
                deleteUnlessLocked(file);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "{0} went away by itself", file);
        } catch (IOException e) {
            files.warn("the left-over " + file + " could not be removed", e);
        }
    }

    private void deleteUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                files.delete(file);
            }
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.DEBUG, "{0} is being written by this process", file);
        }
    }

    /** A process id is used again, together with its start hardly: in two containers both may be 1. */
    private static String ownProcess() {
        ProcessHandle own = ProcessHandle.current();
        long started = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return own.pid() + "-" + started + "-";
    }
}
