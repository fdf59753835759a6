package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.random.KeyedRandom;
import io.mlstack.data.store.CommitInfo;
import io.mlstack.data.store.DatasetStore;
import io.mlstack.data.store.Snapshot;
import io.mlstack.serve.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A quickstart that dies leaves stores that open and say what is in them. */
class KilledQuickstartTest {

    private static final int KILLS = 20;
    private static final long LONGEST_MILLIS = 6_000;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void storesOpenAfterAKillAtAnyMoment(@TempDir Path folder) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        KeyedRandom moments = KeyedRandom.of(seed, "kill");
        for (int i = 0; i < KILLS; i++) {
            Path out = folder.resolve("out-" + i % 2);
            long millis = moments.below(i, LONGEST_MILLIS);
            Process process = Project.start(
                    folder.resolve("printed.txt"),
                    List.of(
                            Project.tool("java"),
                            "-cp",
                            Project.classPath(),
                            "io.mlstack.quickstart.Quickstart",
                            out.toString()));
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            assertStoresOpen(out, "kill " + i + " after " + millis + " ms, seed " + seed);
        }
    }

    private static void assertStoresOpen(Path out, String moment) throws IOException {
        if (Files.exists(out.resolve("data-store"))) {
            DatasetStore data = DatasetStore.open(out.resolve("data-store"));
            assertThat(data.verify().isSound()).as(moment).isTrue();
            for (String name : data.datasets()) {
                for (CommitInfo commit : data.dataset(name).log()) {
                    Snapshot snapshot = data.dataset(name).at(commit.id().hex());
                    assertThat(snapshot.collect().rows()).as(moment).isEqualTo(569);
                }
            }
        }
        if (Files.exists(out.resolve("model-store"))) {
            ModelStore models = ModelStore.open(out.resolve("model-store"));
            for (String model : models.models()) {
                models.published(model)
                        .forEach(id -> assertThat(models.bundle(model, id).name())
                                .as(moment)
                                .isEqualTo(model));
                models.aliases(model)
                        .forEach(alias -> assertThat(
                                        models.alias(model, alias).bundle().id())
                                .as(moment)
                                .isIn(models.published(model)));
            }
        }
        assertNoPartialFile(out, moment);
    }

    /** A bundle that lies there under its name is whole. */
    private static void assertNoPartialFile(Path out, String moment) throws IOException {
        Path bundle = out.resolve("biopsy-triage.mlb");
        if (Files.exists(bundle)) {
            assertThat(io.mlstack.serve.bundle.Bundle.open(bundle).name())
                    .as(moment)
                    .isEqualTo("biopsy-triage");
        }
    }
}
