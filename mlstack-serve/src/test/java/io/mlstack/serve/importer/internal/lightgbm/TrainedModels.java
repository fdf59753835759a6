package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.serve.importer.internal.lightgbm.LightGbm.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What LightGBM is asked to train: objectives, kinds of boosting and kinds of data, crossed; all by fixed seeds. */
public final class TrainedModels {

    /** Boosting rounds of each. */
    public static final int ITERATIONS = 6;

    static final List<String> OBJECTIVES = List.of(
            "regression",
            "regression reg_sqrt=true",
            "regression_l1",
            "regression_l1 reg_sqrt=true",
            "huber",
            "huber reg_sqrt=true",
            "fair",
            "poisson",
            "quantile alpha=0.3",
            "mape",
            "gamma",
            "tweedie",
            "binary",
            "binary sigmoid=2.5",
            "cross_entropy",
            "cross_entropy_lambda",
            "lambdarank",
            "rank_xendcg",
            "multiclass num_class=3",
            "multiclassova num_class=3 sigmoid=0.7");

    static final List<String> BOOSTINGS = List.of(
            "boosting=gbdt",
            "boosting=dart drop_rate=0.5",
            "boosting=rf bagging_freq=1 bagging_fraction=0.6 feature_fraction=0.8");

    /** What the numbers of a row are like. */
    public enum Numbers {
        /** None is missing: missing type None, where NaN counts as 0. */
        DENSE(""),
        /** NaN in places. */
        NAN(""),
        /** Zeros and NaN in places, zeros count as missing. */
        ZERO("zero_as_missing=true"),
        /** Two columns of categories, with missing ones. */
        CATEGORIES("categorical_feature=1,3 min_data_per_group=4 cat_smooth=1 cat_l2=1");

        final String parameters;

        Numbers(String parameters) {
            this.parameters = parameters;
        }
    }

    /** One model to train. */
    public record Recipe(String objective, String boosting, Numbers numbers, String more, long seed) {
        public boolean isForest() {
            return boosting.contains("rf");
        }

        public boolean isLinear() {
            return more.contains("linear_tree");
        }

        public String parameters() {
            return "objective=" + objective + " " + boosting + " " + numbers.parameters
                    + " num_leaves=9 min_data_in_leaf=5 " + more;
        }

        public Data data() {
            return TrainedModels.data(this);
        }

        public String train() {
            return LightGbm.train(data(), parameters(), ITERATIONS);
        }

        @Override
        public String toString() {
            return objective + ", " + boosting.split(" ")[0] + ", " + numbers + (more.isEmpty() ? "" : ", " + more);
        }
    }

    private TrainedModels() {}

    /** All of them: 240 from the cross and those with a trait of their own. */
    public static List<Recipe> all() {
        List<Recipe> all = new ArrayList<>();
        for (String objective : OBJECTIVES) {
            for (String boosting : BOOSTINGS) {
                for (Numbers numbers : Numbers.values()) {
                    all.add(new Recipe(objective, boosting, numbers, "", all.size()));
                }
            }
        }
        for (Numbers numbers : Numbers.values()) {
            for (String more : List.of(
                    "max_bin=4",
                    "extra_trees=true",
                    "max_cat_to_onehot=100",
                    "monotone_constraints=1,0,0,0,0",
                    "data_sample_strategy=goss",
                    "min_data_in_leaf=10000",
                    "boost_from_average=false",
                    "use_missing=false",
                    "max_depth=1")) {
                all.add(new Recipe("regression", "boosting=gbdt", numbers, more, all.size()));
            }
            for (String objective : List.of("regression", "binary", "poisson", "multiclass num_class=3")) {
                // LightGBM refuses linear trees where zeros count as missing.
                if (numbers != Numbers.ZERO) {
                    all.add(new Recipe(objective, "boosting=gbdt", numbers, "linear_tree=true", all.size()));
                }
            }
        }
        return all;
    }

    private static Data data(Recipe recipe) {
        int columns = 5;
        int rows = 240;
        Random random = new Random(recipe.seed());
        double[] numbers = new double[rows * columns];
        float[] labels = new float[rows];
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                double number = number(recipe.numbers(), c, random);
                numbers[r * columns + c] = number;
                sum += Double.isNaN(number) ? 0.5 : c % 2 == 1 ? number % 3 - 1 : number * (c + 1) / 3;
            }
            labels[r] = label(recipe.objective(), sum + 0.3 * random.nextGaussian());
        }
        return new Data(columns, numbers, labels, groups(recipe.objective(), rows));
    }

    private static double number(Numbers kind, int column, Random random) {
        boolean hole = random.nextInt(5) == 0;
        return switch (kind) {
            case DENSE -> random.nextGaussian();
            case NAN -> hole && column != 0 ? Double.NaN : random.nextGaussian();
            case ZERO -> hole ? random.nextInt(3) == 0 ? Double.NaN : 0 : random.nextGaussian();
            case CATEGORIES -> {
                if (hole && column != 4) {
                    yield Double.NaN;
                }
                yield column == 1 ? random.nextInt(100) : column == 3 ? random.nextInt(6) : random.nextGaussian();
            }
        };
    }

    private static float label(String objective, double sum) {
        String name = objective.split(" ")[0];
        return switch (name) {
            case "poisson", "gamma", "tweedie", "mape" -> (float) (Math.abs(sum) + 0.1);
            case "binary" -> sum > 0 ? 1 : 0;
            case "cross_entropy", "cross_entropy_lambda" -> (float) (1 / (1 + Math.exp(-sum)));
            case "lambdarank", "rank_xendcg", "multiclass", "multiclassova" -> sum < -0.7 ? 0 : sum < 0.7 ? 1 : 2;
            default -> (float) sum;
        };
    }

    private static int @Nullable [] groups(String objective, int rows) {
        if (!objective.startsWith("lambdarank") && !objective.startsWith("rank_xendcg")) {
            return null;
        }
        int[] groups = new int[rows / 20];
        java.util.Arrays.fill(groups, 20);
        return groups;
    }
}
