package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same seed gives the same bytes on another JDK, with other kernels, on more threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismTest {
    private static final List<String> SCALAR = List.of("-Dmlstack.simd=off");
    private static final List<String> SIMD = List.of("--add-modules", "jdk.incubator.vector", "-Dmlstack.simd=on");

    private String expected = "";

    @BeforeAll
    void trainHere() {
        expected = TrainingDigest.of(1);
    }

    @Test
    void fourThreadsGiveTheSameBytes() {
        assertThat(TrainingDigest.of(4)).isEqualTo(expected);
    }

    @Test
    void scalarKernelsGiveTheSameBytes() throws Exception {
        assertThat(elsewhere(Path.of(System.getProperty("java.home")), SCALAR, 1))
                .isEqualTo(expected);
    }

    @Test
    void simdKernelsGiveTheSameBytes() throws Exception {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "no jdk.incubator.vector here");
        assertThat(elsewhere(Path.of(System.getProperty("java.home")), SIMD, 4)).isEqualTo(expected);
    }

    /** As on a CPU without AVX: other vectors, other tails. */
    @Test
    void narrowerVectorsGiveTheSameBytes() throws Exception {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "no jdk.incubator.vector here");
        List<String> narrow = new ArrayList<>(SIMD);
        narrow.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:MaxVectorSize=16"));
        assertThat(elsewhere(Path.of(System.getProperty("java.home")), narrow, 1))
                .isEqualTo(expected);
    }

    @Test
    void anotherJdkGivesTheSameBytes() throws Exception {
        Optional<Path> other = otherJdk();
        Assumptions.assumeTrue(other.isPresent(), "no JDK of another release beside this one");
        assertThat(elsewhere(other.get(), SCALAR, 2)).isEqualTo(expected);
    }

    private static String elsewhere(Path home, List<String> options, int threads) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                TrainingDigest.class.getName(),
                Integer.toString(threads)));
        Path errors = Files.createTempFile("mlstack-determinism", ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
            assertThat(hasEnded && process.exitValue() == 0)
                    .as(() -> command + " failed: " + read(errors))
                    .isTrue();
            return printed.strip();
        } finally {
            Files.delete(errors);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A JDK installed in the same folder as the running one, of another release from 17 on. */
    private static Optional<Path> otherJdk() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> homes = Files.list(here.getParent())) {
            return homes.filter(home -> !Files.isSymbolicLink(home) && Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> release(home) >= 17
                            && release(home) != Runtime.version().feature())
                    .sorted()
                    .findFirst();
        }
    }

    private static int release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
