package io.mlstack.serve.importer.internal.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels.Recipe;
import io.mlstack.serve.predict.Scorer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Margins beside those of LightGBM 4.3.0 itself. */
class LightGbmAgainstLightGbmTest {

    @BeforeAll
    static void lightGbmRuns() {
        LightGbm.assumeItRuns();
    }

    @Test
    void marginsOfTwoHundredModelsHaveLightGbmsBits() throws IOException {
        List<String> wrong = new ArrayList<>();
        long numbers = 0;
        int models = 0;
        for (Recipe recipe : TrainedModels.all()) {
            String text = recipe.train();
            LightGbmModel model = read(text);
            double[] rows = HardRows.of(model.trees(), recipe.data().rows(), recipe.seed());
            double[] expected = LightGbm.raw(text, rows, model.features().size());
            double[] margins = margins(model, rows);
            assertThat(margins).as("%s", recipe).hasSameSizeAs(expected);
            int iterations = model.trees().trees() / model.trees().outputs();
            for (int i = 0; i < expected.length; i++) {
                // LightGBM's raw score of a random forest is the sum; predictions are made from the average.
                double mean = recipe.isForest() ? expected[i] / iterations : expected[i];
                if (!same(mean, margins[i], recipe.isLinear())) {
                    wrong.add(recipe + ": row " + i / model.trees().outputs() + " is " + margins[i] + ", not " + mean);
                }
            }
            numbers += expected.length;
            models++;
        }
        assertThat(wrong).isEmpty();
        assertThat(models).isGreaterThanOrEqualTo(200);
        assertThat(numbers).isGreaterThan(300_000);
    }

    private static boolean same(double expected, double actual, boolean linear) {
        return Double.compare(expected, actual) == 0
                || expected == actual
                || linear && Math.abs(expected - actual) <= 1e-12 * Math.abs(expected);
    }

    static LightGbmModel read(String text) throws IOException {
        return LightGbmModel.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "model.txt");
    }

    private static double[] margins(LightGbmModel model, double[] rows) {
        int width = model.features().size();
        int outputs = model.trees().outputs();
        List<String> names = IntStream.range(0, width).mapToObj(i -> "c" + i).toList();
        Schema schema = Schema.of(names.stream()
                .map(name -> Column.of(name, ColumnType.FLOAT64).asNullable())
                .toList());
        ModelGraph graph = ModelGraph.from(schema)
                .add(new Node.Concat(names, "row"))
                .add(new Node.TreeEnsemble("row", "margin", model.trees()))
                .output(Column.of("margin", outputs == 1 ? ColumnType.FLOAT64 : ColumnType.vector(outputs)))
                .build();
        Scorer scorer = Scorer.compile(graph);
        double[] margins = new double[rows.length / width * outputs];
        scorer.score(rows, 0, rows.length / width, margins, 0, scorer.scratch());
        return margins;
    }
}
