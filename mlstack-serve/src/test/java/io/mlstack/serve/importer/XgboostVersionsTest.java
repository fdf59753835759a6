package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and margins of three versions of XGBoost; resources/io/mlstack/serve/importer/xgboost/make.py made them. */
class XgboostVersionsTest {

    private static final List<String> EVERYWHERE = List.of(
            "squared",
            "logistic",
            "logitraw",
            "poisson",
            "softprob",
            "dart",
            "forest",
            "linear",
            "targets",
            "categories");

    static List<String> models() {
        List<String> models = new ArrayList<>();
        for (String version : List.of("1.7.6", "2.1.4", "3.4.0")) {
            EVERYWHERE.forEach(name -> models.add(version + "/" + name));
        }
        models.addAll(List.of("2.1.4/vectors", "3.4.0/vectors", "3.4.0/frame"));
        return models;
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = XgboostVersionsTest.class.getResourceAsStream("xgboost/" + name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void marginsHaveTheBitsOfThatVersion(String model) throws IOException {
        ModelGraph graph = Import.xgboost(resource(model + ".json"), model).graph();
        assertThat(Import.xgboost(resource(model + ".ubj"), model).graph()).isEqualTo(graph);
        List<String[]> lines = new String(resource(model + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(",", -1))
                .toList();
        Columns scored =
                Import.xgboost(resource(model + ".json"), model).scorer().score(rows(graph.input(), lines));
        FloatVector scores = (FloatVector) scored.vector("score");
        for (int row = 0; row < lines.size(); row++) {
            for (int k = 0; k < scores.width(); k++) {
                float theirs = Float.parseFloat(lines.get(row)[graph.input().size() + k]);
                assertThat(scores.floatAt(row, k))
                        .as("row %d, output %d", row, k)
                        .isEqualTo(theirs);
            }
        }
    }

    private static Columns rows(Schema input, List<String[]> lines) {
        Columns.Builder rows = Columns.builder(input);
        for (String[] line : lines) {
            Object[] cells = new Object[input.size()];
            for (int i = 0; i < cells.length; i++) {
                boolean word = input.column(i).type() instanceof ColumnType.Category;
                cells[i] = line[i].isEmpty() ? null : word ? line[i] : (Object) Float.parseFloat(line[i]);
            }
            rows.row(cells);
        }
        return rows.build();
    }

    @Test
    void categoriesOfADataFrameAreLevels() throws IOException {
        ModelGraph graph =
                Import.xgboost(resource("3.4.0/frame.ubj"), "frame.ubj").graph();
        assertThat(graph.input().columns())
                .containsExactly(
                        Column.of("amount", ColumnType.FLOAT32).asNullable(),
                        Column.of("color", ColumnType.category(List.of("blue", "grün", "red", "white")))
                                .asNullable(),
                        Column.of("shop", ColumnType.category(List.of("7", "300", "60000")))
                                .asNullable());
    }

    @Test
    void levelsOfACategoryStandForItsCodesWhereTheFileNamesNone() throws IOException {
        String[] kinds = new String[70];
        Arrays.setAll(kinds, i -> "kind " + i);
        Schema schema = Schema.of(
                Column.of("a", ColumnType.FLOAT64).asNullable(),
                Column.of("b", ColumnType.FLOAT64).asNullable(),
                Column.of("c", ColumnType.FLOAT64).asNullable(),
                Column.of("kind", ColumnType.category(List.of(kinds))));
        Columns byName = Columns.builder(schema).row(0.5, -1.0, null, "kind 33").build();
        Columns byCode = Columns.builder(schema.with(Column.of("kind", ColumnType.FLOAT64)))
                .row(0.5, -1.0, null, 33.0)
                .build();
        ImportedModel model = Import.xgboost(resource("2.1.4/categories.json"), "categories.json");
        assertThat(model.schema(schema).scorer().score(byName).value(0, "score"))
                .isEqualTo(model.scorer().score(byCode).value(0, "score"));
    }
}
