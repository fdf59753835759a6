package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.predict.Predictor;
import org.junit.jupiter.api.Test;

class ImportedModelTest {

    record Payment(double amount, String color) {}

    record Risk(String fraud, double probability, float score) {}

    private static Columns rows(String output, Object... cells) {
        Columns.Builder rows = Columns.builder(Schema.of(
                Column.of("amount", ColumnType.FLOAT64).asNullable(),
                Column.of("color", ColumnType.TEXT).asNullable(),
                Column.of(output, ColumnType.FLOAT64)));
        for (int i = 0; i < cells.length; i += 3) {
            rows.row(cells[i], cells[i + 1], cells[i + 2]);
        }
        return rows.build();
    }

    @Test
    void aRecordIsScoredUnderTheNamesOfItsUser() {
        Predictor<Payment, Risk> predictor = StumpModel.classifier()
                .schema(Schema.of(Payment.class))
                .target("fraud")
                .classes("no", "yes")
                .bundle("fraud")
                .predictor(Payment.class, Risk.class);
        Risk risk = predictor.predict(new Payment(12, "blue"));
        assertThat(risk.fraud()).isEqualTo("yes");
        assertThat(risk.score()).isEqualTo(1.75f);
        assertThat(risk.probability()).isEqualTo(1 / (1 + Math.exp(-1.75)));
        assertThat(predictor.check(new Payment(12, "green"))).hasSize(1);
    }

    @Test
    void scoresOfTheTrainerBecomeGoldens() {
        Bundle bundle = StumpModel.classifier()
                .verify(rows("score", 12.0, "red", 2.25, null, "blue", -1.25), Tolerance.exact())
                .bundle("fraud");
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
        assertThat(bundle.trainer()).contains("Stumps 1.0");
    }

    @Test
    void theProbabilityOfOneClassIsProofEnough() {
        double p = 1 / (1 + Math.exp(-2.25));
        Bundle bundle = StumpModel.classifier()
                .classes("no", "yes")
                .verify(rows("probabilities_yes", 12.0, "red", (double) (float) p), Tolerance.ulps(1))
                .bundle("fraud");
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
    }

    @Test
    void anUnverifiedModelSaysSo() {
        Bundle bundle = StumpModel.classifier().bundle("fraud");
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.NONE);
        assertThat(bundle.toString()).contains("unverified against its trainer Stumps 1.0");
    }

    @Test
    void aChoiceAfterTheProofDropsIt() {
        ImportedModel verified = StumpModel.classifier().verify(rows("score", 12.0, "red", 2.25), Tolerance.exact());
        assertThat(verified.missing(-1).bundle("fraud").goldens()).isEqualTo(GoldenOrigin.NONE);
    }

    @Test
    void aForgottenMarkerIsFound() {
        assertThat(causeOf(rows("score", 12.0, "red", 2.25, 999.0, "red", -0.75)))
                .isEqualTo("agrees when 999 counts as missing, as in column amount: say missing(...)");
        assertThat(StumpModel.classifier()
                        .missing(999)
                        .compare(rows("score", 999.0, "red", -0.75), Tolerance.exact())
                        .agrees())
                .isTrue();
    }

    @Test
    void aMarkerTooManyIsFound() {
        Verification verification = StumpModel.classifier()
                .missing(999)
                .compare(rows("score", 12.0, "red", 2.25, 999.0, "red", 2.25), Tolerance.exact());
        assertThat(verification.differences().get(0).cause()).contains("is a number: it is what missing(...) names");
    }

    @Test
    void zerosInThePlaceOfEmptyCellsAreFound() {
        ImportedModel model = StumpModel.classifier();
        Columns rows = rows("score", 12.0, "red", 2.25, null, "red", -0.75);
        assertThat(model.compare(rows, Tolerance.exact()).agrees()).isTrue();
    }

    @Test
    void aNumberThatWasRoundedIntoAnotherBranchIsFound() {
        assertThat(causeOf(rows("score", 12.0, "red", 2.25, 9.999999, "red", 2.25)))
                .contains("column amount is a millionth part or less away from 9.999999");
    }

    @Test
    void anUnknownCategoryIsNamed() {
        assertThat(causeOf(rows("score", 12.0, "red", 2.25, 12.0, "green", 2.25)))
                .isEqualTo("column color holds \"green\", which is no category the model knows");
    }

    @Test
    void probabilitiesAmongMarginsAreFound() {
        Verification verification = StumpModel.classifier()
                .compare(rows("score", 12.0, "red", sigmoid(2.25), 1.0, "red", sigmoid(-0.75)), Tolerance.ulps(1));
        assertThat(verification.causes())
                .containsExactly("the trainer's score agrees with our probabilities_1: name the column so");
    }

    @Test
    void aBaseMarginIsFound() {
        Verification verification =
                StumpModel.classifier().compare(rows("score", 12.0, "red", 2.75, 1.0, "red", -0.25), Tolerance.ulps(1));
        assertThat(verification.causes()).hasSize(1);
        assertThat(verification.causes().get(0)).startsWith("all of the trainer's score lie 0.5 above ours");
    }

    @Test
    void anotherNumberOfRoundsIsFound() {
        Columns all = rows("prediction", 12.0, "red", 2.25, 1.0, "blue", -1.25);
        ImportedModel model = StumpModel.earlyStopped();
        assertThat(model.compare(all, Tolerance.exact()).causes())
                .containsExactly("agrees when 2 of 2 rounds count, not 1: call allRounds()");
        assertThat(model.allRounds().compare(all, Tolerance.exact()).agrees()).isTrue();
    }

    @Test
    void aModelThatDiffersIsNotPacked() {
        assertThatThrownBy(() -> StumpModel.classifier()
                        .verify(rows("score", 12.0, "red", 2.0, 1.0, "red", 7.0), Tolerance.ulps(1)))
                .isInstanceOf(VerificationFailedException.class)
                .hasMessageContaining("row 0: score is 2.25, the trainer's 2 (1048576 ulps)")
                .satisfies(e -> assertThat(
                                ((VerificationFailedException) e).verification().differingRows())
                        .isEqualTo(2));
    }

    @Test
    void whatDoesNotFitIsListedAtOnce() {
        assertThatThrownBy(() -> StumpModel.classifier()
                        .schema(Schema.of(Column.of("color", ColumnType.FLOAT64)))
                        .graph())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("feature amount: the model reads it")
                .hasMessageContaining("column color: is float64, the model reads a category");
        assertThatThrownBy(() ->
                        StumpModel.classifier().classes("a", "b", "c").rounds(3).graph())
                .hasMessageContaining("name 3, the model has 2")
                .hasMessageContaining("is 3, the file holds 2");
    }

    private static String causeOf(Columns rows) {
        Verification verification = StumpModel.classifier().compare(rows, Tolerance.exact());
        assertThat(verification.differences()).hasSize(1);
        return verification.differences().get(0).cause();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
