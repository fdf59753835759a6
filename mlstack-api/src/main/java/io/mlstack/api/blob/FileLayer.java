package io.mlstack.api.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file operations that change a store, and its log: a seam, so that tests can record and fail them. */
interface FileLayer {

    /** Creates a file that must not exist yet, open for reading and writing. */
    FileChannel create(Path file) throws IOException;

    /** Forces content and length of a file to the device. */
    void force(FileChannel file) throws IOException;

    /** Gives a file a second name that must not exist yet. */
    void link(Path name, Path existing) throws IOException;

    /** Creates a directory whose parent exists; fails if the name is taken. */
    void createDirectory(Path directory) throws IOException;

    /** Forces the entries of a directory to the device; does nothing where a platform cannot open a directory. */
    void forceDirectory(Path directory) throws IOException;

    /** Removes a name. */
    void delete(Path file) throws IOException;

    /** Logs what costs space or a guarantee, but no data, and what therefore fails no call. */
    void warn(String message, @Nullable Throwable cause);
}
