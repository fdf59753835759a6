package io.mlstack.serve.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files so that nobody reads half of one. */
final class WholeFile {

    /** What goes into a file. */
    interface Writer {
        void writeTo(WritableByteChannel out) throws IOException;
    }

    private WholeFile() {}

    /** Writes beside the name, forces to the disk, moves into place; on failure an older file of that name is untouched. */
    static void write(Path file, Writer writer) throws IOException {
        Path absolute = file.toAbsolutePath();
        // Not createTempFile: its files are readable by their owner only, and a server runs as somebody else.
        Path staged = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel out = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writer.writeTo(out);
                out.force(true);
            }
            Files.move(staged, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
