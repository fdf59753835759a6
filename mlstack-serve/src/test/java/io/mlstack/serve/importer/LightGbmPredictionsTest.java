package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.importer.internal.lightgbm.LightGbm;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels.Recipe;
import io.mlstack.serve.predict.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Predictions, as a user of {@link Import} gets them, beside those of LightGBM 4.3.0. */
class LightGbmPredictionsTest {

    @BeforeAll
    static void lightGbmRuns() {
        LightGbm.assumeItRuns();
    }

    @Test
    void everyObjectivePredictsWhatLightGbmPredicts() {
        List<String> wrong = new ArrayList<>();
        int models = 0;
        for (Recipe recipe : TrainedModels.all()) {
            String text = recipe.train();
            double[] rows = recipe.data().rows();
            double[] expected = LightGbm.normal(text, rows, recipe.data().columns());
            double[] actual = predictions(text, rows);
            assertThat(actual).as("%s", recipe).hasSameSizeAs(expected);
            for (int i = 0; i < actual.length; i++) {
                if (!(Math.abs(actual[i] - expected[i]) <= 1e-12 * Math.max(1e-3, Math.abs(expected[i])))) {
                    wrong.add(recipe + ": number " + i + " is " + actual[i] + ", not " + expected[i]);
                }
            }
            models++;
        }
        assertThat(wrong).isEmpty();
        assertThat(models).isGreaterThan(250);
    }

    /** The numbers that LightGBM's predict gives: of two classes the probability of the second. */
    private static double[] predictions(String text, double[] rows) {
        Scorer scorer = Import.lightgbm(text.getBytes(StandardCharsets.UTF_8), "model.txt")
                .scorer();
        int at = 0;
        int from = 0;
        int width = 1;
        for (Column output : scorer.output()) {
            int size = output.type() instanceof ColumnType.Vector vector ? vector.width() : 1;
            boolean probabilities = output.name().equals("probabilities");
            boolean number = output.name().equals("prediction") && !(output.type() instanceof ColumnType.Category);
            if (probabilities || number || scorer.output().size() == 1) {
                boolean two = probabilities && size == 2;
                from = two ? at + 1 : at;
                width = two ? 1 : size;
            }
            at += size;
        }
        int count = rows.length / scorer.inputWidth();
        double[] out = new double[count * scorer.outputWidth()];
        scorer.score(rows, 0, count, out, 0, scorer.scratch());
        double[] predictions = new double[count * width];
        for (int row = 0; row < count; row++) {
            System.arraycopy(out, row * scorer.outputWidth() + from, predictions, row * width, width);
        }
        return predictions;
    }
}
