package io.mlstack.data.read;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside the one it then replaces, so that a failure leaves what was there. */
final class FileAside {

    /** Writes all rows and returns their number. */
    @FunctionalInterface
    interface Rows {
        long to(OutputStream out) throws IOException;
    }

    private FileAside() {}

    static long write(Path path, Rows rows) throws IOException {
        Path partial = partial(path);
        try {
            long count;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
                count = rows.to(out);
            }
            replace(partial, path);
            return count;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    static Path partial(Path path) {
        return path.resolveSibling(path.getFileName() + ".partial");
    }

    static void replace(Path partial, Path path) throws IOException {
        Files.move(partial, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
