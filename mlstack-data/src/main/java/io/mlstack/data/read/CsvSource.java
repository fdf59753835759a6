package io.mlstack.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the bytes of a CSV file come from.
 *
 * @param name stands in the place of every finding
 */
record CsvSource(String name, Csv.Opener opener) {

    static CsvSource file(Path path) {
        Path last = path.getFileName();
        return new CsvSource((last == null ? path : last).toString(), () -> Files.newInputStream(path));
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    String line(long line) {
        return name + ":" + line;
    }

    String cell(long line, String column) {
        return name + ":" + line + ": column " + column;
    }
}
