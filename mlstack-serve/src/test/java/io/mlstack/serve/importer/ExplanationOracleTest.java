package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.ml.lightgbm.PredictionType;
import io.mlstack.serve.importer.internal.lightgbm.LightGbm;
import io.mlstack.serve.importer.internal.lightgbm.TrainedModels;
import io.mlstack.serve.predict.Explainer;
import io.mlstack.serve.predict.Explanation;
import io.mlstack.serve.predict.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

/** Contributions beside those that the trainers compute themselves. */
class ExplanationOracleTest {

    private static final int ROWS = 40;

    private final List<String> wrong = new ArrayList<>();
    private int compared;

    /**
     * @param theirs for each row and margin: one number a feature, then the base
     * @param tolerance of the largest number of a row
     */
    private void compare(String model, Scorer scorer, double[] rows, double[] theirs, double tolerance) {
        Explainer explainer = Explainer.of(scorer);
        int width = scorer.inputWidth();
        int margins = explainer.outputs().size();
        for (int r = 0; r < rows.length / width; r++) {
            for (int k = 0; k < margins; k++) {
                Explanation ours =
                        explainer.explain(rows, r * width, explainer.outputs().get(k));
                int at = (r * margins + k) * (width + 1);
                double[] expected = Arrays.copyOfRange(theirs, at, at + width + 1);
                double limit = tolerance
                        * (1 + Arrays.stream(expected).map(Math::abs).max().orElse(0));
                for (int i = 0; i <= width; i++) {
                    double amount = i == width
                            ? ours.base()
                            : ours.contributions().get(i).amount();
                    compared++;
                    if (!(Math.abs(amount - expected[i]) <= limit)) {
                        wrong.add(model + ", row " + r + ", margin " + k + ", feature " + i + ": " + amount + ", not "
                                + expected[i]);
                    }
                }
            }
        }
    }

    @Test
    void xgboostComputesTheSameContributionsInFloat32() throws XGBoostError {
        for (XgboostCase model : XgboostCase.all()) {
            String objective = (String) model.parameters().get("objective");
            boolean chosen = List.of("binary:logistic", "reg:squarederror", "count:poisson", "multi:softprob")
                            .contains(objective)
                    && !model.parameters().containsKey("multi_strategy");
            if (chosen) {
                xgboost(model);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(10_000);
    }

    private void xgboost(XgboostCase model) throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(model);
        Random random = new Random(3);
        float[] rows = new float[ROWS * XgboostOracle.FEATURES];
        for (int i = 0; i < rows.length; i++) {
            boolean code = model.categories() && i % XgboostOracle.FEATURES >= 3;
            rows[i] = random.nextInt(6) == 0 ? Float.NaN : code ? random.nextInt(7) : (float) random.nextGaussian();
        }
        DMatrix data = new DMatrix(rows, ROWS, XgboostOracle.FEATURES, Float.NaN);
        if (model.categories()) {
            data.setFeatureTypes(new String[] {"float", "float", "float", "c", "c"});
        }
        float[][] contributions = oracle.booster().predictContrib(data, 0);
        data.dispose();
        double[] theirs = Arrays.stream(contributions)
                .flatMapToDouble(row -> {
                    double[] numbers = new double[row.length];
                    Arrays.setAll(numbers, i -> row[i]);
                    return Arrays.stream(numbers);
                })
                .toArray();
        double[] wide = new double[rows.length];
        Arrays.setAll(wide, i -> rows[i]);
        Scorer scorer = Import.xgboost(oracle.save("ubj"), "model.ubj").scorer();
        compare(model.name(), scorer, wide, theirs, 2e-5);
    }

    @Test
    void lightGbmComputesTheSameContributionsInFloat64() {
        LightGbm.assumeItRuns();
        for (TrainedModels.Recipe recipe : TrainedModels.all()) {
            if (!recipe.isLinear() && recipe.seed() % 3 == 0) {
                String text = recipe.train();
                int columns = recipe.data().columns();
                double[] rows = Arrays.copyOf(recipe.data().rows(), ROWS * columns);
                Scorer scorer = Import.lightgbm(text.getBytes(StandardCharsets.UTF_8), "model.txt")
                        .scorer();
                double[] theirs = LightGbm.predict(text, rows, columns, PredictionType.C_API_PREDICT_CONTRIB, "");
                if (recipe.isForest()) {
                    // LightGBM's contributions to a random forest, like its raw scores, are those to the sum.
                    Arrays.setAll(theirs, i -> theirs[i] / TrainedModels.ITERATIONS);
                }
                compare(recipe.toString(), scorer, rows, theirs, 1e-9);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(20_000);
    }
}
