package io.mlstack.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Places and programs that the tests of the documentation need. */
final class Project {

    private Project() {}

    /** The folder of the whole project; tests run in that of their module. */
    static Path root() {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        if (!Files.exists(root.resolve("README.md"))) {
            throw new IllegalStateException("no README.md in " + root + ": run the tests with Maven");
        }
        return root;
    }

    static String text(String file) {
        try {
            return Files.readString(root().resolve(file)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String source(String simpleName) {
        return text("docs/quickstart/src/main/java/io/mlstack/quickstart/" + simpleName + ".java");
    }

    /** The lines between {@code tag::name[]} and {@code end::name[]}, without the indentation they share. */
    static String region(String text, String name) {
        int start = text.indexOf("// tag::" + name + "[]");
        int end = text.indexOf("// end::" + name + "[]");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no region " + name);
        }
        String body = text.substring(text.indexOf('\n', start) + 1, text.lastIndexOf('\n', end) + 1);
        // stripIndent takes an empty last line for one without indentation.
        return body.stripTrailing().stripIndent() + "\n";
    }

    /** A program of the JDK that runs the tests. */
    static String tool(String name) {
        String suffix = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows") ? ".exe" : "";
        return Path.of(System.getProperty("java.home"), "bin", name + suffix).toString();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    static Process start(Path output, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
