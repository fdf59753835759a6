package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.data.read.Csv;
import io.mlstack.data.read.Samples;
import io.mlstack.data.store.Dataset;
import io.mlstack.data.store.DatasetStore;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.BundleRejectedException;
import io.mlstack.serve.store.ModelStore;
import io.mlstack.train.Feasibility;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user meets who makes mistakes: all of them at once, each with its place and its cure, and nothing lost. */
class BadInputTest {

    private static final Problem TRIAGE = Problem.binary("biopsy-triage", "diagnosis", "malignant");

    private static Bundle bundle;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        bundle = Training.on(Split.of(TRIAGE, Samples.biopsies(), "id"))
                .model(LinearSpec.standard())
                .seed(7)
                .fit()
                .evaluate()
                .bundle();
    }

    @Test
    void everyBadRowOfAFileIsNamedWithLineColumnAndText() throws IOException {
        Path csv = folder.resolve("biopsies.csv");
        Samples.copyBiopsies(csv);
        List<String> lines = Files.readAllLines(csv);
        lines.set(7, lines.get(7).substring(0, lines.get(7).lastIndexOf(',')));
        lines.set(20, lines.get(20) + ",0.5");
        lines.set(117, lines.get(117).replaceFirst("^([^,]*,[^,]*,[^,]*),[^,]*,", "$1,1O.38,"));
        Files.write(csv, lines);

        assertThatThrownBy(() -> Csv.read(csv))
                .isInstanceOfSatisfying(
                        MlstackException.class, e -> assertThat(e.findings()).hasSize(3))
                .hasMessageContainingAll("biopsies.csv:8", "31 of 32", "biopsies.csv:21", "33", "mean_texture", "1O.38")
                .hasMessageContaining("biopsies.csv:118");
    }

    @Test
    void aBadFileLeavesTheStoreAsItWas() throws IOException {
        Dataset dataset = DatasetStore.open(folder.resolve("data-store"))
                .dataset("biopsies")
                .keyedBy("id");
        Columns good = Samples.biopsies();
        dataset.commit(good, "first delivery");
        Columns twice = Columns.concat(good.schema(), List.of(good, good.slice(0, 2)));

        assertThatThrownBy(() -> dataset.commit(twice, "second delivery"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(2));
        assertThat(dataset.log()).hasSize(1);
        assertThat(dataset.head().collect().rows()).isEqualTo(569);
    }

    @Test
    void aTargetThatDoesNotExistNamesTheNearestColumns() throws IOException {
        Problem typo = Problem.binary("biopsy-triage", "diagnosys", "malignant");

        assertThatThrownBy(() -> Split.of(typo, Samples.biopsies(), "id"))
                .isInstanceOf(MlstackException.class)
                .hasMessageContainingAll("diagnosys", "did you mean \"diagnosis\"");
        Dataset dataset = DatasetStore.open(folder.resolve("data-store"))
                .dataset("biopsies")
                .keyedBy("id");
        assertThat(Feasibility.assess(typo, dataset.commit(Samples.biopsies(), "first"))
                        .toString())
                .contains("diagnosys", "diagnosis");
    }

    @Test
    void oneClassOnlyIsNoProblemToTrainOn() {
        Columns all = Samples.biopsies();
        int[] malignant = java.util.stream.IntStream.range(0, all.rows())
                .filter(row -> "malignant".equals(all.value(row, "diagnosis")))
                .toArray();

        assertThatThrownBy(() -> Split.of(TRIAGE, all.take(malignant), "id"))
                .isInstanceOf(MlstackException.class)
                .hasMessageContainingAll("diagnosis", "all 212 rows are \"malignant\"", "add rows of another class");
    }

    @Test
    void aBundleWithOneFlippedByteIsRefusedByEntry() {
        byte[] bytes = bundle.toBytes();
        bytes[bytes.length / 2] ^= 1;

        assertThatThrownBy(() -> Bundle.read(bytes, "biopsy-triage.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageStartingWith("biopsy-triage.mlb!")
                .hasMessageContaining("fetch it again");
    }

    record Measured(double meanRadius, double meanTextur) {}

    record Answer(String diagnosis, double probabilty) {}

    @Test
    void everyComponentWithoutAColumnIsNamed() {
        assertThatThrownBy(() -> bundle.predictor(Measured.class, Answer.class))
                .isInstanceOfSatisfying(
                        MlstackException.class,
                        e -> assertThat(e.findings())
                                .extracting(Finding::toString)
                                .anyMatch(f -> f.contains("Measured.meanTextur")
                                        && f.contains("did you mean \"mean_texture\""))
                                .anyMatch(f ->
                                        f.contains("Answer.probabilty") && f.contains("did you mean \"probability\""))
                                .filteredOn(f -> f.contains("record Measured has no component for it"))
                                .hasSize(29));
    }

    @Test
    void anAliasThatDoesNotExistNamesTheNearest() throws IOException {
        ModelStore models = ModelStore.open(folder.resolve("model-store"));
        models.publish(bundle).alias("champion", "first");

        assertThatThrownBy(() -> models.alias("biopsy-triage", "chmapion"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"champion\"");
        assertThat(models.alias("biopsy-triage", "champion").bundle()).isEqualTo(bundle);
    }
}
