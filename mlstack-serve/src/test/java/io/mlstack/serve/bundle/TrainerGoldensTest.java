package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goldens that somebody else made. */
class TrainerGoldensTest {

    private static final Columns ROWS = PetModel.rows(PetModel.SCHEMA);

    private static final double[] SCORES =
            PetModel.bundle(.5).scorer().score(ROWS).numbers("score");

    @Test
    void aModelThatScoresAsItsTrainerSaysSo() {
        Bundle bundle = imported(scores(0), Tolerance.exact()).build();

        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
        assertThat(bundle.tolerances()).containsExactly(Map.entry("score", Tolerance.exact()));
        assertThat(bundle.trainer()).contains("XGBoost 3.1");
        assertThat(bundle.toString())
                .contains("goldens: by its trainer, score exactly")
                .doesNotContain("unverified");
        assertThat(Bundle.read(bundle.toBytes(), "x")).isEqualTo(bundle);
    }

    @Test
    void aModelThatDoesNotIsNotPackedAndEachOutputIsNamed() {
        assertThatThrownBy(() -> imported(scores(1e-3), Tolerance.ulps(1)).build())
                .isInstanceOfSatisfying(
                        BundleRejectedException.class,
                        e -> assertThat(e.findings()).hasSize(3))
                .hasMessageContainingAll("row 0, output score", "row 2, output score", "by the trainer", "1 ulp");
    }

    @Test
    void theToleranceDecides() {
        assertThat(imported(scores(1e-7), Tolerance.absolute(2e-7)).build().tolerances())
                .containsEntry("score", Tolerance.absolute(2e-7));
        assertThatThrownBy(
                        () -> imported(scores(3e-7), Tolerance.absolute(2e-7)).build())
                .isInstanceOf(BundleRejectedException.class);
    }

    @Test
    void anImportedModelWithoutItsTrainersGoldensSaysThatItIsUnverified() {
        Bundle self = PetModel.builder(.5).importedFrom("XGBoost 3.1").build();
        Bundle none = Bundle.builder("pets", PetModel.graph(.5))
                .importedFrom("XGBoost 3.1")
                .build();

        assertThat(self.toString()).contains("by its own scorer, unverified against its trainer XGBoost 3.1");
        assertThat(none.toString()).contains("none, unverified against its trainer XGBoost 3.1");
        assertThat(self.card()).startsWith("# Pets").contains("\n> **Unverified against its trainer** XGBoost 3.1");
        assertThat(imported(scores(0), Tolerance.exact()).build().card()).isEmpty();
        assertThat(PetModel.bundle(.5).toString()).doesNotContain("unverified");
        assertThat(PetModel.bundle(.5).trainer()).isEmpty();
    }

    @Test
    void labelsAreComparedByTheirNames() {
        Columns labels = Columns.builder(Schema.of(Column.of("species", ColumnType.TEXT)))
                .row("cat")
                .row("dog")
                .row("dog")
                .build();
        assertThat(imported(labels, Tolerance.exact()).build().goldens()).isEqualTo(GoldenOrigin.TRAINER);

        Columns wrong = Columns.builder(Schema.of(Column.of("species", ColumnType.TEXT)))
                .row("cat")
                .row("dog")
                .row("cat")
                .build();
        assertThatThrownBy(() -> imported(wrong, Tolerance.exact()).build())
                .hasMessageContaining("row 2, output species");
    }

    @Test
    void outputsThatDoNotFitAreRefused() {
        Columns odds = Columns.builder(Schema.of(Column.of("odds", ColumnType.FLOAT64)))
                .row(1.0)
                .build();
        assertThatThrownBy(() -> imported(odds, Tolerance.exact()).build())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("odds");

        Columns one = Columns.builder(Schema.of(Column.of("score", ColumnType.FLOAT64)))
                .row(1.0)
                .build();
        assertThatThrownBy(() -> imported(one, Tolerance.exact()).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 rows of outputs for 3 rows");

        assertThatThrownBy(() -> PetModel.builder(.5).goldens(ROWS, scores(0), Map.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void personalOutputsReachNoGoldens() {
        Columns marked = Columns.builder(
                        Schema.of(Column.of("score", ColumnType.FLOAT64).asPersonal()))
                .row(SCORES[0])
                .row(SCORES[1])
                .row(SCORES[2])
                .build();

        assertThat(imported(marked, Tolerance.exact()).build().goldens()).isEqualTo(GoldenOrigin.NONE);
    }

    private static BundleBuilder imported(Columns expected, Tolerance tolerance) {
        return Bundle.builder("pets", PetModel.graph(.5))
                .importedFrom("XGBoost 3.1")
                .goldens(ROWS, expected, tolerance);
    }

    private static Columns scores(double off) {
        Columns.Builder rows = Columns.builder(Schema.of(Column.of("score", ColumnType.FLOAT64)));
        for (double score : SCORES) {
            rows.row(score + off);
        }
        return rows.build();
    }
}
