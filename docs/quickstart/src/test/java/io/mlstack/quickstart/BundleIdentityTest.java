package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same data and seed give the same file, byte for byte, wherever it is trained and packed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class BundleIdentityTest {

    @TempDir
    Path folder;

    @Test
    void scalarAndSimdOneThreadAndFourGiveTheSameFile() throws IOException, InterruptedException {
        String here = inThisJvm();

        assertThat(inJvm(Project.tool("java"), 1, "-Dmlstack.simd=off")).isEqualTo(here);
        assertThat(inJvm(Project.tool("java"), 4, "--add-modules", "jdk.incubator.vector"))
                .isEqualTo(here);
        assertThat(inJvm(
                        Project.tool("java"),
                        1,
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Apia",
                        "-Dfile.encoding=ISO-8859-1"))
                .isEqualTo(here);
    }

    @Test
    void anotherJdkGivesTheSameFile() throws IOException, InterruptedException {
        List<Path> others = otherJdks();
        assumeTrue(!others.isEmpty(), "no other JDK is installed beside this one");
        String here = inThisJvm();

        for (Path jdk : others) {
            assertThat(inJvm(jdk.resolve("bin/java").toString(), 1))
                    .as(jdk.toString())
                    .isEqualTo(here);
            assertThat(inJvm(jdk.resolve("bin/java").toString(), 4, "--add-modules", "jdk.incubator.vector"))
                    .as(jdk + " with SIMD")
                    .isEqualTo(here);
        }
    }

    private static String inThisJvm() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            return BundleDigests.digests(one, 1);
        } finally {
            one.shutdownNow();
        }
    }

    private String inJvm(String java, int threads, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", Project.classPath(), BundleDigests.class.getName(), Integer.toString(threads)));
        Path output = folder.resolve("digests.txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", command.subList(0, 2)).isZero();
        return Files.readString(output);
    }

    /** Homes beside that of this JVM whose release is 17 or later and another one. */
    private static List<Path> otherJdks() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> homes = Files.list(here.getParent())) {
            return homes.filter(home -> !Files.isSymbolicLink(home))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> release(home) >= 17
                            && release(home) != Runtime.version().feature())
                    .sorted()
                    .toList();
        }
    }

    private static int release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // no release file: not a JDK we know how to ask
        }
    }
}
