package io.mlstack.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application takes in with mlstack-serve: small, pure Java, and nothing of the other stages. */
class RuntimeClassPathTest {

    private static final long LIMIT_BYTES = 3_000_000;

    /** Shared libraries of the platforms, with a version behind the suffix or without. */
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)(\\.[0-9]+)*");

    private static List<Path> classPath;
    private static List<String> content;

    /** The build writes the class path of scope runtime beside the test classes; our own classes lie next door. */
    @BeforeAll
    static void readClassPath() throws IOException, URISyntaxException {
        URL written = RuntimeClassPathTest.class.getResource("/runtime-class-path.txt");
        assertThat(written)
                .as("runtime-class-path.txt, written by Maven: run ./mvnw process-test-resources -pl mlstack-serve -am")
                .isNotNull();
        Path file = Path.of(written.toURI());
        classPath = new ArrayList<>();
        classPath.add(file.resolveSibling("../classes").normalize());
        for (String entry : Files.readString(file).trim().split(Pattern.quote(File.pathSeparator))) {
            classPath.add(Path.of(entry));
        }
        content = new ArrayList<>();
        for (Path entry : classPath) {
            content.addAll(namesIn(entry));
        }
    }

    @Test
    void isTheOneThatServes() {
        assertThat(content)
                .contains(
                        "io/mlstack/api/error/Finding.class",
                        "com/fasterxml/jackson/core/JsonParser.class",
                        "com/github/benmanes/caffeine/cache/Caffeine.class");
    }

    /** A folder of classes counts as the jar that is made of it. */
    @Test
    void weighsAtMostThreeMegabytes() throws IOException {
        long bytes = 0;
        for (Path entry : classPath) {
            bytes += bytesOf(entry);
        }
        assertThat(bytes).as("bytes of %s", classPath).isLessThanOrEqualTo(LIMIT_BYTES);
    }

    @Test
    void holdsNoNativeFileAndNoJarThatCouldHideOne() {
        assertThat(content).noneMatch(name -> NATIVE.matcher(name).matches());
        assertThat(content).noneMatch(name -> name.endsWith(".jar"));
    }

    @Test
    void holdsNeitherDatabindNorAnEngineNorAnotherStage() {
        assertThat(content)
                .noneMatch(name -> name.startsWith("com/fasterxml/jackson/databind/"))
                .noneMatch(name -> name.startsWith("ai/djl/"))
                .noneMatch(name -> name.startsWith("org/nd4j/"))
                .noneMatch(name -> name.startsWith("io/mlstack/data/"))
                .noneMatch(name -> name.startsWith("io/mlstack/train/"));
    }

    private static List<String> namesIn(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> entry.relativize(file).toString().replace(File.separatorChar, '/'))
                        .toList();
            }
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static long bytesOf(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return Files.size(entry);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(entry);
                ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(entry.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar.size();
    }
}
