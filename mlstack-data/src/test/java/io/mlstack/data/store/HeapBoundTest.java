package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a commit is not held in memory is shown in a process whose heap is smaller than the table. */
class HeapBoundTest {

    /** A prime that is no divisor of the numbers of rows here, so that every key occurs once. */
    private static final long ALL_OVER = 6_700_417;

    /** Of a page of 8 bytes a row; the leaf has 8192 rows on average, and edits fall into larger ones more often. */
    private static final long PAGE_BYTES = 2 * 8 * 8192;

    @TempDir
    Path folder;

    @Test
    void sixHundredThousandRowsInAnyOrderFitIntoAHeapOf64Megabytes() throws Exception {
        Map<String, String> said = run("-Xmx64m", 600_000, ALL_OVER);
        assertThat(said.get("rows")).isEqualTo("1200000");
        assertThat(said.get("changed")).isEqualTo("1000");
        assertThat(left()).isZero();
    }

    @Test
    @Tag("soak")
    void tenMillionRowsInOrderFitIntoAHeapOfOneGigabyte() throws Exception {
        checkTenMillion(1);
    }

    @Test
    @Tag("soak")
    void tenMillionRowsInAnyOrderFitIntoAHeapOfOneGigabyte() throws Exception {
        checkTenMillion(ALL_OVER);
    }

    private void checkTenMillion(long stride) throws Exception {
        Map<String, String> said = run("-Xmx1g", 10_000_000, stride);
        System.out.println("10 million rows, stride " + stride + ": " + said);
        assertThat(said.get("changed")).isEqualTo("1000");
        assertThat(Long.parseLong(said.get("growth"))).isLessThan(1100 * PAGE_BYTES);
        assertThat(left()).isZero();
    }

    private Map<String, String> run(String heap, long rows, long stride) throws Exception {
        Path out = folder.resolve("said.txt");
        Process job = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeTableJob.class.getName(),
                        folder.resolve("store").toString(),
                        Long.toString(rows),
                        Long.toString(stride))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out.toFile())
                .start();
        assertThat(job.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(job.exitValue()).isZero();
        Map<String, String> said = new HashMap<>();
        Files.readString(out).lines().forEach(line -> {
            String[] words = line.split(" ");
            said.put(words[0], words[1]);
        });
        return said;
    }

    /** Files that were left behind in the staging folder. */
    private long left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store").resolve("staging"))) {
            return files.count();
        }
    }
}
