package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleDiffTest {

    @Test
    void equalBundlesDoNotDiffer() {
        BundleDiff diff = PetModel.bundle(.5).diff(PetModel.bundle(.5));

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.toString()).startsWith("pets ").endsWith("no difference");
    }

    @Test
    void aNumberThatMovedIsToldWithHowFar() {
        BundleDiff diff = PetModel.bundle(.5).diff(PetModel.bundle(.25));

        assertThat(diff.toString())
                .contains("~ tensor score.bias: 1 of 1 numbers, largest difference 0.25 at 0 (0.5 -> 0.25)")
                .contains("~ entry weights/model.safetensors: ")
                .doesNotContain("node ")
                .doesNotContain("card");
    }

    @Test
    void everyPartOfABundleIsCompared() throws Exception {
        Bundle before = PetModel.bundle(.5);
        Schema schema = Schema.of(Column.of("height_cm", ColumnType.FLOAT64), Column.of("age", ColumnType.FLOAT64));
        ModelGraph graph = ModelGraph.from(schema)
                .add(new Node.Concat(List.of("height_cm", "age"), "numbers"))
                .add(new Node.Linear(
                        "numbers", "score", Tensor.of(new double[] {1.5, 2}, 1, 2), Tensor.of(new double[] {.5}, 1)))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
        Bundle after = Bundle.builder("cats", graph)
                .card("# Cats\n")
                .licence("Apache-2.0")
                .importedFrom("LightGBM 4.3")
                .problem(Problem.regression("cats", "score"))
                .lineage(Json.object().put("seed", 8).build())
                .build()
                .sign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());

        assertThat(before.diff(after).changes())
                .extracting(change -> change.kind() + " " + change.what().replaceAll("by [0-9a-f]{12}", "by"))
                .contains(
                        "CHANGED name",
                        "CHANGED licence",
                        "CHANGED trainer",
                        "CHANGED problem kind",
                        "CHANGED lineage seed",
                        "CHANGED card",
                        "REMOVED input weight_kg",
                        "ADDED input age",
                        "REMOVED output species",
                        "REMOVED node filled",
                        "CHANGED node numbers",
                        "REMOVED tensor filled.fill",
                        "CHANGED tensor score.weights",
                        "CHANGED goldens",
                        "ADDED signature by",
                        "REMOVED entry golden/inputs.safetensors",
                        "CHANGED entry graph.json");
    }

    @Test
    void aSignatureIsADifferenceThoughTheContentIsEqual() throws Exception {
        Bundle bundle = PetModel.bundle(.5);
        Bundle signed = bundle.sign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());

        assertThat(bundle.diff(signed).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.toString()).startsWith("+ signature by "));
    }

    @Test
    void theTableEscapesWhatABundleSays() {
        Bundle odd = PetModel.builder(.5).licence("<script>").build();

        assertThat(PetModel.bundle(.5).diff(odd).html())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }
}
