package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where the bytes of a file come from.
 *
 * @param kind how the codes of findings begin: {@code csv}, {@code json}
 * @param name stands in the place of every finding
 * @param size asks for the number of bytes, where it is known
 */
record Source(String kind, String name, Opener opener, Size size) {

    /** Asks how many bytes there are now. */
    @FunctionalInterface
    interface Size {
        OptionalLong bytes() throws IOException;
    }

    static Source file(String kind, Path path) {
        Path last = path.getFileName();
        return new Source(
                kind,
                (last == null ? path : last).toString(),
                () -> Files.newInputStream(path),
                () -> OptionalLong.of(Files.size(path)));
    }

    /** @throws NotFoundException if there is no such resource */
    static Source resource(String kind, Class<?> anchor, String name) {
        if (anchor.getResource(name) == null) {
            throw new NotFoundException(new Finding(
                    kind + ".no-resource",
                    name,
                    "is not on the class path beside " + anchor.getName(),
                    "check the name; a leading slash means the root of the class path"));
        }
        return of(kind, name, () -> {
            InputStream in = anchor.getResourceAsStream(name);
            if (in == null) {
                throw new IOException("resource " + name + " has vanished from the class path");
            }
            return in;
        });
    }

    static Source of(String kind, String name, Opener opener) {
        return new Source(kind, name, opener, OptionalLong::empty);
    }

    static Source bytes(String kind, String name, byte[] bytes) {
        return new Source(kind, name, () -> new ByteArrayInputStream(bytes), () -> OptionalLong.of(bytes.length));
    }

    static Source text(String kind, String text) {
        return bytes(kind, "text", text.getBytes(StandardCharsets.UTF_8));
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    /** The code of a finding. */
    String code(String problem) {
        return kind + "." + problem;
    }

    String line(long line) {
        return name + ":" + line;
    }

    String cell(long line, String column) {
        return name + ":" + line + ": column " + column;
    }

    StorageException unreadable(IOException e) {
        return new StorageException(
                new Finding(
                        code("unreadable"),
                        name,
                        "cannot be read: " + e,
                        "check that the file is still there and readable, then read it again"),
                e);
    }

    SourceChangedException changed() {
        return new SourceChangedException(new Finding(
                code("changed"),
                name,
                "is not the file any more that its schema was found in",
                "drop the rows of this pass and read the file again when nobody writes to it"));
    }
}
