package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.data.store.DatasetStore;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyStageIsShownAndLeavesItsFiles(@TempDir Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        String printed = run(folder, out);

        assertThat(printed)
                .contains(
                        "== The problem",
                        "== What the columns are, and why",
                        "== What the correction changed",
                        "== Can it be solved",
                        "== How good the logistic model is",
                        "== How good the net is",
                        "== Which is better",
                        "== Who serves",
                        "== Who trains, who judges",
                        "== What was trained",
                        "== Biopsies that no model has seen",
                        "== What a prediction costs")
                .contains("mean_area", "118", "float arrays:", "report.html");
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(Bundle.open(out.resolve("biopsy-triage.mlb")).id())
                .isEqualTo(ModelStore.open(out.resolve("model-store"))
                        .alias("biopsy-triage", "champion")
                        .bundleId());
        assertThat(DatasetStore.open(out.resolve("data-store"))
                        .dataset("biopsies")
                        .log())
                .hasSize(2);

        run(folder, out);
        assertThat(ModelStore.open(out.resolve("model-store")).published("biopsy-triage"))
                .as("the same data and seed give the same bundle")
                .hasSize(1);
    }

    private static String run(Path folder, Path out) throws IOException, InterruptedException {
        Path output = folder.resolve("printed.txt");
        Process process = Project.start(
                output,
                List.of(
                        Project.tool("java"),
                        "-cp",
                        Project.classPath(),
                        "io.mlstack.quickstart.Quickstart",
                        out.toString()));
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
