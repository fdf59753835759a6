package io.mlstack.serve.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model to train with XGBoost.
 *
 * @param name says which
 * @param parameters as XGBoost takes them
 * @param rounds boosting rounds
 * @param labels what the rows are labelled with
 * @param outputs margins of a row
 * @param missing part of the numbers that is missing
 * @param categories whether the last two features are categories
 */
record XgboostCase(
        String name,
        Map<String, Object> parameters,
        int rounds,
        Labels labels,
        int outputs,
        double missing,
        boolean categories) {

    /** What the rows of a training set are labelled with. */
    enum Labels {
        REAL,
        POSITIVE,
        SHARE,
        TWO,
        THREE,
        TIMES,
        INTERVALS,
        GRADES,
        PAIRS
    }

    private static final Object[][] OBJECTIVES = {
        {"reg:squarederror", Labels.REAL},
        {"reg:squaredlogerror", Labels.POSITIVE},
        {"reg:pseudohubererror", Labels.REAL},
        {"reg:absoluteerror", Labels.REAL},
        {"reg:logistic", Labels.SHARE},
        {"reg:gamma", Labels.POSITIVE},
        {"reg:tweedie", Labels.POSITIVE},
        {"count:poisson", Labels.POSITIVE},
        {"binary:logistic", Labels.TWO},
        {"binary:logitraw", Labels.TWO},
        {"binary:hinge", Labels.TWO},
        {"survival:cox", Labels.TIMES},
        {"survival:aft", Labels.INTERVALS},
        {"rank:ndcg", Labels.GRADES},
        {"rank:pairwise", Labels.GRADES},
        {"rank:map", Labels.TWO},
        {"multi:softprob", Labels.THREE},
        {"multi:softmax", Labels.THREE},
        {"reg:quantileerror", Labels.REAL},
    };

    private static final Object[][] BOOSTERS = {
        {"trees", Map.of("max_depth", 4)},
        {"missing", Map.of("max_depth", 4)},
        {"sets", Map.of("max_depth", 5, "max_cat_to_onehot", 1, "tree_method", "hist")},
        {"one-hot", Map.of("max_depth", 5, "max_cat_to_onehot", 1000, "tree_method", "approx")},
        {"dart", Map.of("booster", "dart", "rate_drop", 0.4, "max_depth", 3)},
        {"forest", Map.of("num_parallel_tree", 4, "subsample", 0.5, "colsample_bynode", 0.5, "max_depth", 6)},
    };

    /** Objectives times boosters, and what does not fit into that table. */
    static List<XgboostCase> all() {
        List<XgboostCase> cases = new ArrayList<>();
        for (Object[] objective : OBJECTIVES) {
            for (Object[] booster : BOOSTERS) {
                cases.add(
                        of((String) objective[0], (Labels) objective[1], (String) booster[0], (Map<?, ?>) booster[1]));
            }
        }
        cases.addAll(others());
        return cases;
    }

    private static XgboostCase of(String objective, Labels labels, String booster, Map<?, ?> settings) {
        Map<String, Object> parameters = new HashMap<>();
        settings.forEach((key, value) -> parameters.put((String) key, value));
        parameters.put("objective", objective);
        int outputs = 1;
        if (objective.startsWith("multi:")) {
            parameters.put("num_class", 3);
            outputs = 3;
        }
        if (objective.equals("reg:quantileerror")) {
            parameters.put("quantile_alpha", "[0.1,0.5,0.9]");
            outputs = 3;
        }
        boolean categories = booster.equals("sets") || booster.equals("one-hot");
        double missing = booster.equals("trees") ? 0 : 0.2;
        return new XgboostCase(objective + " " + booster, parameters, 8, labels, outputs, missing, categories);
    }

    private static List<XgboostCase> others() {
        Map<String, Object> vectors = Map.of("multi_strategy", "multi_output_tree", "tree_method", "hist");
        List<XgboostCase> cases = new ArrayList<>();
        cases.add(with(of("multi:softprob", Labels.THREE, "trees", vectors), "vector leaves", 3));
        cases.add(with(of("multi:softmax", Labels.THREE, "missing", vectors), "vector leaves", 3));
        cases.add(with(of("reg:squarederror", Labels.PAIRS, "trees", vectors), "vector leaves, two targets", 2));
        cases.add(with(of("reg:squarederror", Labels.PAIRS, "missing", Map.of("max_depth", 3)), "two targets", 2));
        cases.add(with(
                of("reg:squarederror", Labels.PAIRS, "dart", Map.of("booster", "dart", "rate_drop", 0.5)),
                "dart, two targets",
                2));
        for (String scale : new String[] {"0.3", "0.9", "0.0123"}) {
            cases.add(
                    with(of("binary:logistic", Labels.TWO, "trees", Map.of("base_score", scale)), "base " + scale, 1));
            cases.add(with(
                    of("count:poisson", Labels.POSITIVE, "trees", Map.of("base_score", scale)), "base " + scale, 1));
        }
        cases.add(with(
                of(
                        "reg:squarederror",
                        Labels.REAL,
                        "trees",
                        Map.of("max_depth", 0, "max_leaves", 40, "grow_policy", "lossguide", "tree_method", "hist")),
                "by leaves",
                1));
        cases.add(with(
                of(
                        "reg:squarederror",
                        Labels.REAL,
                        "trees",
                        Map.of("gamma", 5, "tree_method", "exact", "max_depth", 6)),
                "pruned",
                1));
        cases.add(with(
                of(
                        "binary:logistic",
                        Labels.TWO,
                        "dart",
                        Map.of("booster", "dart", "rate_drop", 0.3, "num_parallel_tree", 3, "subsample", 0.7)),
                "dart of forests",
                1));
        return cases;
    }

    private static XgboostCase with(XgboostCase base, String what, int outputs) {
        return new XgboostCase(
                base.parameters.get("objective") + " " + what,
                base.parameters,
                base.rounds,
                base.labels,
                outputs,
                base.missing,
                base.categories);
    }

    @Override
    public String toString() {
        return name;
    }
}
