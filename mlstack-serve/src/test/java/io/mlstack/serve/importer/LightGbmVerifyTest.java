package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.model.Node;
import io.mlstack.api.model.Trees;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.internal.lightgbm.LightGbm;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models beside what LightGBM itself made of the same rows, and why they differ where they do. */
class LightGbmVerifyTest {

    private static final int WIDTH = 5;

    @BeforeAll
    static void lightGbmRuns() {
        LightGbm.assumeItRuns();
    }

    private static Recipe recipe(String name) {
        return TrainedModels.all().stream()
                .filter(recipe -> recipe.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Columns rows(double[] rows, String output, double[] scores) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < WIDTH; c++) {
            columns.add(Column.of("Column_" + c, ColumnType.FLOAT64).asNullable());
        }
        columns.add(Column.of(output, ColumnType.FLOAT64));
        Columns.Builder table = Columns.builder(Schema.of(columns));
        for (int r = 0; r < scores.length; r++) {
            Object[] cells = new Object[WIDTH + 1];
            for (int c = 0; c < WIDTH; c++) {
                double number = rows[r * WIDTH + c];
                cells[c] = Double.isNaN(number) ? null : number;
            }
            cells[WIDTH] = scores[r];
            table.row(cells);
        }
        return table.build();
    }

    private static ImportedModel named(ImportedModel model) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < WIDTH; c++) {
            columns.add(Column.of("Column_" + c, ColumnType.FLOAT64).asNullable());
        }
        return model.schema(Schema.of(columns));
    }

    @Test
    void theTrainersScoresBecomeGoldensThatTheBundleProvesAgain() {
        Recipe recipe = recipe("binary sigmoid=2.5, boosting=gbdt, NAN");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        Columns rows = rows(data, "probabilities_1", LightGbm.normal(text, data, WIDTH));
        Bundle bundle = named(LightGbmTexts.read(text))
                .verify(rows, Tolerance.relative(1e-12))
                .bundle("risk");
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
        assertThat(bundle.trainer()).contains("LightGBM (text v4)");
    }

    @Test
    void marginsAgreeExactly() {
        Recipe recipe = recipe("regression, boosting=dart, CATEGORIES");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        Columns rows = rows(data, "score", LightGbm.raw(text, data, WIDTH));
        assertThat(named(LightGbmTexts.read(text))
                        .compare(rows, Tolerance.exact())
                        .agrees())
                .isTrue();
    }

    @Test
    void everyRowThatDiffersIsListed() {
        Recipe recipe = recipe("regression, boosting=gbdt, DENSE");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        double[] scores = LightGbm.normal(text, data, WIDTH);
        scores[3] += 1e-9;
        scores[77] = Math.nextUp(scores[77]);
        Verification verification =
                named(LightGbmTexts.read(text)).compare(rows(data, "prediction", scores), Tolerance.exact());
        assertThat(verification.differences()).extracting(Difference::row).containsExactly(3, 77);
        assertThatThrownBy(() ->
                        named(LightGbmTexts.read(text)).verify(rows(data, "prediction", scores), Tolerance.exact()))
                .isInstanceOf(VerificationFailedException.class);
    }

    @Test
    void rawScoresOfAForestAreSums() {
        Recipe recipe = recipe("binary, boosting=rf, NAN");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        Verification verification = named(LightGbmTexts.read(text))
                .compare(rows(data, "score", LightGbm.raw(text, data, WIDTH)), Tolerance.relative(1e-12));
        assertThat(verification.causes()).singleElement().asString().contains("sum of the 6 trees");
    }

    @Test
    void anotherSigmoidIsFoundOut() {
        Recipe recipe = recipe("binary sigmoid=2.5, boosting=gbdt, DENSE");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        double[] plain = LightGbm.normal(text.replace("sigmoid:2.5", "sigmoid:1"), data, WIDTH);
        Verification verification = named(LightGbmTexts.read(text))
                .compare(rows(data, "probabilities_1", plain), Tolerance.relative(1e-12));
        assertThat(verification.causes()).isNotEmpty();
    }

    @Test
    void fewerIterationsAreFoundOut() {
        Recipe recipe = recipe("poisson, boosting=gbdt, NAN");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        double[] scores = LightGbm.normal(LightGbm.train(recipe.data(), recipe.parameters(), 4), data, WIDTH);
        Verification verification =
                named(LightGbmTexts.read(text)).compare(rows(data, "prediction", scores), Tolerance.relative(1e-12));
        assertThat(verification.causes()).singleElement().asString().contains("call rounds(4)");
    }

    @Test
    void rowsThatWereFloat32AreFoundOut() {
        Recipe recipe = recipe("regression, boosting=gbdt, DENSE");
        String text = recipe.train();
        double[] data = atThresholds(text, recipe.data().rows());
        double[] narrow = new double[data.length];
        for (int i = 0; i < data.length; i++) {
            narrow[i] = (float) data[i];
        }
        Columns rows = rows(data, "prediction", LightGbm.normal(text, narrow, WIDTH));
        Verification verification = named(LightGbmTexts.read(text)).compare(rows, Tolerance.exact());
        assertThat(verification.agrees()).isFalse();
        assertThat(verification.causes()).anyMatch(cause -> cause.contains("rounded to float32"));
    }

    /** Each row has a number just above a threshold, from which float32 is more than half a step away. */
    private static double[] atThresholds(String text, double[] data) {
        Node.TreeEnsemble node = (Node.TreeEnsemble) LightGbmTexts.read(text).graph().nodes().stream()
                .filter(Node.TreeEnsemble.class::isInstance)
                .findFirst()
                .orElseThrow();
        Trees trees = node.trees();
        double[] rows = data.clone();
        int row = 0;
        for (int n = 0; n < trees.nodes(); n++) {
            if (!trees.isLeaf(n)) {
                rows[row++ * WIDTH + trees.feature(n)] = trees.threshold(n);
            }
        }
        return rows;
    }

    @Test
    void anEmptyCellIsZeroForBothWhereNothingWasMissingInTraining() {
        Recipe recipe = recipe("regression, boosting=gbdt, DENSE");
        String text = recipe.train();
        double[] holes = recipe.data().rows().clone();
        double[] zeros = holes.clone();
        for (int i = 0; i < holes.length; i += 7) {
            holes[i] = Double.NaN;
            zeros[i] = 0;
        }
        double[] scores = LightGbm.normal(text, holes, WIDTH);
        assertThat(scores).isEqualTo(LightGbm.normal(text, zeros, WIDTH));
        assertThat(named(LightGbmTexts.read(text))
                        .compare(rows(holes, "prediction", scores), Tolerance.exact())
                        .agrees())
                .isTrue();
    }

    @Test
    void whatCountedAsMissingIsNamed() {
        Recipe recipe = recipe("regression, boosting=gbdt, NAN");
        String text = recipe.train();
        double[] data = recipe.data().rows();
        double[] marked = data.clone();
        for (int i = 0; i < marked.length; i++) {
            marked[i] = Double.isNaN(marked[i]) ? -999 : marked[i];
        }
        Columns rows = rows(marked, "prediction", LightGbm.normal(text, data, WIDTH));
        Verification verification = named(LightGbmTexts.read(text)).compare(rows, Tolerance.exact());
        // Causes are looked for in the first hundred rows that differ.
        assertThat(verification.differences().subList(0, 100))
                .allMatch(difference -> difference.cause().contains("-999 counts as missing"));
        assertThat(named(LightGbmTexts.read(text))
                        .missing(-999)
                        .compare(rows, Tolerance.exact())
                        .agrees())
                .isTrue();
    }
}
