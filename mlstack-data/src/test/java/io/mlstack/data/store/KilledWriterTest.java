package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {

    @TempDir
    Path folder;

    @TempDir
    Path out;

    @Test
    void whatAKilledProcessWasToldIsStoredIsThere() throws Exception {
        kill(folder, 3);
    }

    @Test
    @Tag("soak")
    void whatHundredsOfKilledProcessesWereToldIsStoredIsThere() throws Exception {
        // Not all into one store: each time it is read and verified as a whole.
        for (int i = 0; i < 30; i++) {
            kill(folder.resolve("store-" + i), 10);
        }
    }

    private void kill(Path place, int times) throws Exception {
        Random random = new Random(place.hashCode());
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            acknowledged.addAll(runAndKill(place, random.nextInt(150)));
            DatasetStore store = DatasetStore.open(place);
            assertThat(store.verify().damages()).isEmpty();
            assertHolds(store.dataset(CommitUntilKilled.DATASET), acknowledged);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    /** Starts a writer, kills it some milliseconds after its first acknowledged commit, and returns what it said. */
    private List<String> runAndKill(Path place, int millis) throws Exception {
        Path said = Files.createTempFile(out, "said", ".txt");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommitUntilKilled.class.getName(),
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(said.toFile())
                .start();
        try {
            while (Files.size(said) == 0) {
                assertThat(writer.isAlive()).as("the writer is at work").isTrue();
                Thread.sleep(2);
            }
            Thread.sleep(millis);
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        // The last line may have been cut off while it was written.
        return Files.readString(said)
                .lines()
                .filter(line -> line.matches("[0-9]+ [0-9a-f]{64}"))
                .toList();
    }

    private static void assertHolds(Dataset dataset, List<String> acknowledged) {
        Snapshot head = dataset.head();
        List<String> ids =
                dataset.log().stream().map(commit -> commit.id().hex()).toList();
        Columns rows = head.collect();
        for (int row = 0; row < rows.rows(); row++) {
            assertThat(rows.value(row, 0)).isEqualTo((long) row);
            assertThat(rows.value(row, 1)).isEqualTo(CommitUntilKilled.text(row));
        }
        for (String line : acknowledged) {
            String[] parts = line.split(" ");
            assertThat(Long.parseLong(parts[0])).isLessThan(rows.rows());
            assertThat(ids.get(ids.size() - 1 - Integer.parseInt(parts[0]))).isEqualTo(parts[1]);
        }
    }
}
