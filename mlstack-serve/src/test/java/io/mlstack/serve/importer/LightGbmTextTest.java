package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.Node;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the text says and how it is refused, on models small enough to score by hand. */
class LightGbmTextTest {

    private static final double NAN = Double.NaN;

    private static double[] score(ImportedModel model, double... row) {
        Scorer scorer = model.scorer();
        double[] out = new double[scorer.outputWidth()];
        scorer.score(row, 0, 1, out, 0, scorer.scratch());
        return out;
    }

    /** The first output of {@link LightGbmTexts#V3}; colours are codes of levels: red 0, missing -1, unseen -2. */
    private static double v3(double amount, int color, double age) {
        return score(LightGbmTexts.read(LightGbmTexts.V3), amount, color, age)[0];
    }

    @Test
    void aThresholdItselfGoesLeft() {
        assertThat(v3(10, 0, 0)).isEqualTo(17);
        assertThat(v3(Math.nextUp(10.0), 0, 30.5)).isEqualTo(20);
        assertThat(v3(11, 0, Math.nextUp(30.5))).isEqualTo(24);
    }

    @Test
    void nanCountsAsZeroWhereNothingWasMissingInTraining() {
        assertThat(v3(NAN, 0, 99)).isEqualTo(17);
    }

    @Test
    void nanGoesWhereTrainingSentItWhereSomethingWasMissing() {
        assertThat(v3(11, 0, NAN)).isEqualTo(20);
    }

    @Test
    void categoriesOfNoSetGoRightAndSoDoesWhatIsMissingOrUnseen() {
        assertThat(v3(0, 1, 0)).isEqualTo(18);
        assertThat(v3(0, -1, 0)).isEqualTo(18);
        assertThat(v3(0, -2, 0)).isEqualTo(18);
    }

    @Test
    void aSplitAtInfinityPartsWhatIsMissingFromAllNumbers() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V4);
        for (double x : new double[] {-1, 0, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(margins(model, x, 2)[1]).as("x = %s", x).isEqualTo(1.5 - 0.5 * 2);
        }
        assertThat(margins(model, NAN, 2)[1]).isEqualTo(3);
    }

    @Test
    void aLinearLeafOfAMissingTermGivesItsPlainValue() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V4);
        assertThat(margins(model, 3, 4)[0]).isEqualTo(0.5 + 2 * 3 - 4);
        assertThat(margins(model, NAN, 4)[0]).isEqualTo(0.25);
        assertThat(margins(model, 1, NAN)[1]).isEqualTo(1);
    }

    @Test
    void numbersTooSmallForLightGbmAreZeroAndZeroIsMissingWhereTrainingSaidSo() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V4);
        for (double y : new double[] {NAN, 0.0, -0.0, 1e-36, -1e-36, -5}) {
            assertThat(margins(model, 0, y)[2]).as("y = %s", y).isEqualTo(-1e-3);
        }
        assertThat(margins(model, 0, 1e-34)[2]).isEqualTo(250);
    }

    private static double[] margins(ImportedModel model, double... row) {
        double[] out = score(model, row);
        return Arrays.copyOfRange(out, out.length - 3, out.length);
    }

    @Test
    void roundsLimitTheIterations() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V3);
        assertThat(score(model.rounds(1), 0, 0, 0)[0]).isEqualTo(1);
        assertThat(score(model.allRounds(), 0, 0, 0)[0]).isEqualTo(17);
        assertThatThrownBy(() -> model.rounds(3).graph()).hasMessageContaining("the file holds 2");
    }

    @Test
    void columnsHaveTheNamesOfTheFeaturesAndCategoriesTheirLevels() {
        Schema input = LightGbmTexts.read(LightGbmTexts.V3).graph().input();
        assertThat(input)
                .isEqualTo(Schema.of(
                        Column.of("amount", ColumnType.FLOAT64).asNullable(),
                        Column.of("color", ColumnType.category("red", "green", "blue"))
                                .asNullable(),
                        Column.of("age", ColumnType.FLOAT64).asNullable()));
    }

    @Test
    void wholeNumbersAreTheSameCategoriesWhetherTheirColumnHadMissingValuesOrNot() {
        String whole = LightGbmTexts.V3.replace("[\"red\", \"green\", \"blue\"]", "[1, 2, 3]");
        String broken = LightGbmTexts.V3.replace("[\"red\", \"green\", \"blue\"]", "[1.0, 2.0, 3.0]");
        assertThat(LightGbmTexts.read(broken).graph())
                .isEqualTo(LightGbmTexts.read(whole).graph());
        assertThat(LightGbmTexts.read(broken).graph().input().column("color").type())
                .isEqualTo(ColumnType.category("1", "2", "3"));
        String booleans = LightGbmTexts.V3.replace("[\"red\", \"green\", \"blue\"]", "[false, true]");
        assertThat(LightGbmTexts.read(booleans).graph().input().column("color").type())
                .isEqualTo(ColumnType.category("false", "true"));
    }

    @Test
    void categoriesWithoutADataFrameAreCodes() {
        String codes = LightGbmTexts.V3.replaceAll("pandas_categorical:.*\n", "pandas_categorical:null\n");
        ImportedModel model = LightGbmTexts.read(codes);
        assertThat(model.graph().input().column("color").type()).isEqualTo(ColumnType.FLOAT64);
        assertThat(score(model, 0, 0, 0)[0]).isEqualTo(17);
        assertThat(score(model, 0, 0.9, 0)[0]).isEqualTo(17);
        assertThat(score(model, 0, 1, 0)[0]).isEqualTo(18);
        assertThat(score(model, 0, 4294967296.0, 0)[0]).isEqualTo(18);
    }

    @Test
    void trainingRowsBecomeCoverForExplanations() {
        Node.TreeEnsemble node = (Node.TreeEnsemble) LightGbmTexts.read(LightGbmTexts.V3).graph().nodes().stream()
                .filter(Node.TreeEnsemble.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(IntStream.range(0, 7).mapToDouble(node.trees()::cover))
                .containsExactly(100.0, 30.0, 10.0, 20.0, 70.0, 30.0, 40.0);
    }

    @Test
    void namesThatLightGbmMadeUpAreFoundByPosition() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V4.replace("=x y", "=Column_0 Column_1"));
        Schema schema = Schema.of(Column.of("a", ColumnType.FLOAT64), Column.of("b", ColumnType.FLOAT64));
        assertThat(model.schema(schema).graph().input().names()).containsExactly("a", "b");
    }

    @Test
    void aNameMayHoldAnEqualsSign() {
        ImportedModel model = LightGbmTexts.read(LightGbmTexts.V4.replace("=x y", "=a=b größe"));
        assertThat(model.graph().input().names()).containsExactly("a=b", "größe");
    }

    @Test
    void linesMayEndAsOnWindows(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.txt");
        Files.writeString(file, LightGbmTexts.V3.replace("\n", "\r\n"));
        assertThat(Import.lightgbm(file).graph())
                .isEqualTo(LightGbmTexts.read(LightGbmTexts.V3).graph());
    }

    @Test
    void aFileThatIsCutOffAtAnyLineIsRefused() {
        int end = LightGbmTexts.V3.indexOf("end of trees");
        for (int cut = LightGbmTexts.V3.indexOf('\n');
                cut >= 0 && cut < end;
                cut = LightGbmTexts.V3.indexOf('\n', cut + 1)) {
            String part = LightGbmTexts.V3.substring(0, cut);
            assertThatThrownBy(() -> LightGbmTexts.read(part)).isInstanceOf(UnsupportedModelException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=v3 | version=v2 | version v2 is not supported",
                "objective=regression | objective=focal | objective \"focal\" is not supported",
                "objective=regression | objective=regression power:2 | unknown parameter \"power:2\"",
                "objective=regression | objective=multiclass num_class:3 | does not go with 1 trees an iteration",
                "label_index=0 | label_offset=0 | \"label_offset\" is nothing that a v3 or v4 model says",
                "shrinkage=0.1 | surprise=0.1 | \"surprise\" is nothing that a v3 or v4 tree says",
                "decision_type=0 1 10 | decision_type=16 1 10 | unknown decision_type 16",
                "decision_type=0 1 10 | decision_type=12 1 10 | unknown decision_type 12",
                "threshold=10 0 30.5 | threshold=nan 0 30.5 | \"nan\" is no finite number",
                "threshold=10 0 30.5 | threshold=10 1 30.5 | looks for set 1.0 of 1",
                "threshold=10 0 30.5 | threshold=0x1p3 0 30.5 | \"0x1p3\" is no finite number",
                "leaf_value=1 2 4 8 | leaf_value=1 2 4 inf | \"inf\" is no finite number",
                "leaf_value=1 2 4 8 | leaf_value=1 2 4 | leaf_value has 3 numbers where 4 belong",
                "left_child=1 -1 -3 | left_child=1 0 -3 | split 0 hangs on two nodes",
                "left_child=1 -1 -3 | left_child=1 -1 -2 | leaf 1 hangs on two nodes",
                "left_child=1 -1 -3 | left_child=1 -1 -9 | leaf 8 does not exist",
                "left_child=1 -1 -3 | left_child=7 -1 -3 | split 7 does not exist",
                "split_feature=0 1 2 | split_feature=0 1 3 | looks at feature 3 of 3",
                "cat_boundaries=0 1 | cat_boundaries=0 2 | cat_threshold has 1 numbers where 2 belong",
                "max_feature_idx=2 | max_feature_idx=3 | has 4 features, 3 names and 3 infos",
                "feature_names=amount color age | feature_names=amount color amount | names two features",
                "tree_sizes=412 170 | tree_sizes=412 | has 2 trees, its tree_sizes say 1",
                "[\"red\", \"green\", \"blue\"] | [\"a\"], [\"b\"] | it is not clear which column has which",
                "[\"red\", \"green\", \"blue\"] | [\"a\", \"a\"] | has two categories of one name",
                "[\"red\", \"green\", \"blue\"] | [null] | a category is a text, a number or a boolean",
                "num_leaves=4 | num_leaves=2147483647 | 3 numbers where 2147483646 belong"
            })
    void whatIsNotSupportedIsRefusedByName(String part, String other, String message) {
        assertThat(LightGbmTexts.V3).contains(part);
        assertThatThrownBy(() -> LightGbmTexts.read(LightGbmTexts.V3.replace(part, other)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"name\":\"tree\",\"version\":\"v4\"}", "\u0080\u0004\u0095", "tree", "tree\n\n"})
    void otherFilesAreNoModels(String text) {
        assertThatThrownBy(() -> LightGbmTexts.read(text))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("model.txt");
    }

    @Test
    void allProblemsOfTheHeaderAreReportedAtOnce() {
        String text =
                LightGbmTexts.V3.replace("version=v3", "version=v9").replace("objective=regression", "objective=focal");
        assertThatThrownBy(() -> LightGbmTexts.read(text))
                .hasMessageContaining("v9")
                .hasMessageContaining("focal");
    }

    @Test
    void columnsThatDoNotFitAreNamed() {
        Schema schema = Schema.of(Column.of("amount", ColumnType.FLOAT64), Column.of("color", ColumnType.INT64));
        assertThatThrownBy(() ->
                        LightGbmTexts.read(LightGbmTexts.V3).schema(schema).graph())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("color")
                .hasMessageContaining("age");
    }
}
