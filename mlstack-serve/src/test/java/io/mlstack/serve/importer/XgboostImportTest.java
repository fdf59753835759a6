package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.predict.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an imported model of XGBoost answers, against XGBoost4J. */
class XgboostImportTest {

    private static final int FEATURES = XgboostOracle.FEATURES;

    static List<XgboostCase> predicted() {
        return XgboostCase.all().stream()
                .filter(model ->
                        model.name().endsWith(" missing") || model.name().contains("targets"))
                .filter(model -> !model.name().startsWith("rank:"))
                .toList();
    }

    private static XgboostCase named(String name) {
        return XgboostCase.all().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** XGBoost's functions work in float32 and are right to a step or two of it, ours in float64. */
    @ParameterizedTest
    @MethodSource("predicted")
    void predictionsAreThoseOfTheTrainerToFourSteps(XgboostCase model) throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(model);
        ModelGraph graph = Import.xgboost(oracle.save("ubj"), "model.ubj").graph();
        float[] rows = SplitRows.of(SplitRows.trees(graph), 5);
        float[][] theirs = oracle.predictions(rows);
        Columns ours = Scorer.compile(graph).score(columns(rows));
        for (int r = 0; r < theirs.length; r++) {
            double[] prediction = prediction(model, ours, r);
            for (int k = 0; k < theirs[r].length; k++) {
                assertThat(Tolerance.ulps(4).accepts(theirs[r][k], prediction[k]))
                        .as("row %d, number %d: %s, XGBoost %s", r, k, prediction[k], theirs[r][k])
                        .isTrue();
            }
        }
    }

    /** Of a row, in the form that XGBoost gives it. */
    private static double[] prediction(XgboostCase model, Columns ours, int row) {
        String objective = (String) model.parameters().get("objective");
        return switch (objective) {
            case "binary:logitraw" -> new double[] {(float) ours.value(row, "score")};
            case "binary:logistic", "binary:hinge" -> new double[] {((float[]) ours.value(row, "probabilities"))[1]};
            case "multi:softmax" -> new double[] {Double.parseDouble((String) ours.value(row, "prediction"))};
            case "multi:softprob" -> doubles((float[]) ours.value(row, "probabilities"));
            default ->
                ours.value(row, "prediction") instanceof float[] several
                        ? doubles(several)
                        : new double[] {(double) ours.value(row, "prediction")};
        };
    }

    private static double[] doubles(float[] numbers) {
        double[] doubles = new double[numbers.length];
        Arrays.setAll(doubles, i -> numbers[i]);
        return doubles;
    }

    private static Schema schema() {
        Column[] columns = new Column[FEATURES];
        Arrays.setAll(columns, i -> Column.of("f" + i, ColumnType.FLOAT32).asNullable());
        return Schema.of(columns);
    }

    private static Columns columns(float[] rows) {
        Columns.Builder columns = Columns.builder(schema());
        for (int r = 0; r < rows.length / FEATURES; r++) {
            Object[] cells = new Object[FEATURES];
            for (int i = 0; i < FEATURES; i++) {
                cells[i] = Float.isNaN(rows[r * FEATURES + i]) ? null : (Object) rows[r * FEATURES + i];
            }
            columns.row(cells);
        }
        return columns.build();
    }

    private static float[] margins(ImportedModel model, float[] rows) {
        ModelGraph graph = model.graph();
        Scorer scorer = Scorer.compile(graph.upTo(graph.output().column("score")));
        int count = rows.length / scorer.inputWidth();
        float[] margins = new float[count * scorer.outputWidth()];
        scorer.score(rows, 0, count, margins, 0, scorer.scratch());
        return margins;
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
        }
        return flat;
    }

    @ParameterizedTest
    @ValueSource(floats = {-999, 0, -1.25f, 0.1f})
    void theMarkerOfAMissingValueIsComparedInFloat32(float marker) throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("binary:logistic missing"));
        ImportedModel model = Import.xgboost(oracle.save("json"), "model.json").missing(marker);
        float[] rows = SplitRows.of(SplitRows.trees(model.graph()), 6);
        for (int i = 0; i < rows.length; i += 3) {
            rows[i] = i % 2 == 0 ? marker : Math.nextUp(marker);
        }
        assertThat(margins(model, rows)).containsExactly(flat(oracle.margins(rows, marker)));
    }

    @Test
    void aBaseScoreIsTransformedAsTheTrainerDoes() throws Exception {
        XgboostOracle oracle = XgboostOracle.train(named("binary:logistic base 0.3"));
        String json = new String(oracle.save("json"), StandardCharsets.UTF_8);
        assertThat(json).contains("\"base_score\":\"[3E-1]\"");
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f};
        for (int i = 1; i < 400; i++) {
            String score = "[" + (i / 400f + 1e-4f) + "]";
            byte[] edited = json.replace("[3E-1]", score).getBytes(StandardCharsets.UTF_8);
            Booster booster = XGBoost.loadModel(edited);
            float theirs = booster.inplace_predict(
                            row, 1, FEATURES, Float.NaN, new int[] {0, 1}, Booster.PredictionType.kMargin, null)[0][0];
            assertThat(margins(Import.xgboost(edited, "model.json").rounds(1), row)[0])
                    .as(score)
                    .isEqualTo(theirs);
            booster.dispose();
        }
    }

    @Test
    void aModelOfScikitLearnThatStoppedEarlyScoresUpToItsBestRound() throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("reg:squarederror forest"));
        oracle.booster().setAttr("best_iteration", "2");
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f};
        ImportedModel trained = Import.xgboost(oracle.save("ubj"), "model.ubj");
        oracle.booster().setAttr("scikit_learn", "{}");
        ImportedModel sklearn = Import.xgboost(oracle.save("ubj"), "model.ubj");
        float best = upTo(oracle, row, 3);
        float all = upTo(oracle, row, 0);
        assertThat(best).isNotEqualTo(all);
        assertThat(margins(trained, row)).containsExactly(all);
        assertThat(margins(sklearn, row)).containsExactly(best);
        assertThat(margins(sklearn.allRounds(), row)).containsExactly(all);
        assertThat(margins(trained.rounds(3), row)).containsExactly(best);
    }

    private static float upTo(XgboostOracle oracle, float[] row, int rounds) throws XGBoostError {
        return oracle.booster()
                .inplace_predict(
                        row, 1, FEATURES, Float.NaN, new int[] {0, rounds}, Booster.PredictionType.kMargin, null)[0][0];
    }

    @Test
    void featureNamesAreColumnNames() throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("binary:logistic missing"));
        oracle.booster().setFeatureNames(new String[] {"age", "amount", "balance", "visits", "score"});
        ImportedModel model = Import.xgboost(oracle.save("json"), "model.json");
        assertThat(model.graph().input().names()).containsExactly("age", "amount", "balance", "visits", "score");
        // A column of that name goes in, so the margin does not leave under it.
        assertThat(model.graph().output().names()).containsExactly("prediction", "probability", "probabilities");
        Schema without = model.graph().input().without("amount");
        assertThatThrownBy(() -> model.schema(without).graph())
                .hasMessageContaining("feature amount: the model reads it, the schema has no such column");
    }

    @Test
    void coversAreTheSumsOfTheHessians() throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("reg:squarederror trees"));
        ModelGraph graph = Import.xgboost(oracle.save("json"), "model.json").graph();
        assertThat(SplitRows.trees(graph).hasCover()).isTrue();
        assertThat(SplitRows.trees(graph).cover(0)).isEqualTo(XgboostOracle.ROWS);
    }

    @Test
    void scoresOfTheTrainerAreProof() throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("binary:logistic missing"));
        float[] rows = SplitRows.of(
                SplitRows.trees(Import.xgboost(oracle.save("json"), "m").graph()), 7);
        Columns scored = withColumn(columns(rows), "probabilities_1", flat(oracle.predictions(rows)));
        Bundle bundle = Import.xgboost(oracle.save("json"), "model.json")
                .target("fraud")
                .verify(scored, Tolerance.ulps(4))
                .bundle("fraud");
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
        assertThat(bundle.trainer()).contains("XGBoost 3.4.0");
        assertThat(bundle.lineage().get("rounds-in-file")).isNotNull();
    }

    @Test
    void aMissingMarkerThatNobodyMentionedIsFoundInEachRow() throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(named("binary:logistic missing"));
        ImportedModel model = Import.xgboost(oracle.save("json"), "model.json");
        float[] rows = SplitRows.of(SplitRows.trees(model.graph()), 8);
        for (int i = 0; i < rows.length; i += 7) {
            rows[i] = -999;
        }
        Columns scored = withColumn(columns(rows), "score", flat(oracle.margins(rows, -999)));
        Verification verification = model.compare(scored, Tolerance.exact());
        assertThat(verification.differences()).isNotEmpty();
        assertThat(verification.differences().stream().limit(100))
                .allMatch(difference -> difference.cause().contains("agrees when -999 counts as missing"));
        assertThat(model.missing(-999).compare(scored, Tolerance.exact()).agrees())
                .isTrue();
    }

    private static Columns withColumn(Columns rows, String name, float[] numbers) {
        return rows.with(Column.of(name, ColumnType.FLOAT32), FloatVector.of(numbers));
    }
}
