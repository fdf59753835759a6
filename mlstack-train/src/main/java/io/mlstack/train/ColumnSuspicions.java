package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.train.evaluate.internal.Feature;
import io.mlstack.train.evaluate.internal.Figures;
import io.mlstack.train.evaluate.internal.GraphRows;
import io.mlstack.train.evaluate.internal.OneRule;
import io.mlstack.train.evaluate.internal.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Columns that a model had better not have: constant, full of gaps, identifiers, and those that know the answer. */
final class ColumnSuspicions {

    private static final double MANY_GAPS = 0.4;

    /** Rows below which "another value in every row" says nothing. */
    private static final int ENOUGH_ROWS = 50;

    /**
     * Share of the squared error that one column explains by a single cut or its levels, above which it is likelier to be
     * made from the answer than to predict it: real data seldom pass 0.7.
     */
    private static final double TOO_GOOD = 0.85;

    private static final double TOO_LINEAR = 0.98;
    private static final int FEW_VALUES = 50;
    private static final int ROWS_A_VALUE = 10;

    private final Problem problem;
    private final Split split;
    private final Columns seen;
    private final FeatureRecipe recipe;

    ColumnSuspicions(Split split, Columns seen, FeatureRecipe recipe) {
        this.problem = split.problem();
        this.split = split;
        this.seen = seen;
        this.recipe = recipe;
    }

    void all(List<Finding> risks, List<Finding> notes) {
        List<String> offered = split.features();
        List<String> constant = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        int gaps = 0;
        for (FeatureRecipe.Step step : recipe.columns()) {
            String name = step.column();
            if (!offered.contains(name)) {
                continue;
            }
            int missing = seen.vector(name).missing();
            gaps += missing > 0 ? 1 : 0;
            if (missing > MANY_GAPS * seen.rows()) {
                risks.add(manyGaps(name, missing / (double) seen.rows()));
            }
            if (step.isUsed()) {
                suspect(name, risks);
            } else if (step.words().equals(FeatureColumns.CONSTANT)) {
                constant.add(name);
            } else {
                unread.add(name + " (" + step.words() + ")");
            }
        }
        if (gaps > 0) {
            notes.add(note(
                    "gaps", gaps + (gaps == 1 ? " column has" : " columns have") + " missing values", "check why"));
        }
        add("constant", FeatureColumns.CONSTANT + ": ", constant, "training leaves them out by itself", notes);
        add("no-feature", "no feature: ", unread, "derive numbers or categories from them", notes);
    }

    private static void add(String code, String what, List<String> names, String cure, List<Finding> notes) {
        if (!names.isEmpty()) {
            notes.add(note(
                    code,
                    what
                            + names.stream().limit(10).collect(Collectors.joining(", "))
                            + (names.size() > 10 ? " and " + (names.size() - 10) + " more" : ""),
                    cure));
        }
    }

    private static Finding note(String code, String what, String cure) {
        return new Finding("feasibility." + code, "table", what, cure);
    }

    private static Finding manyGaps(String name, double share) {
        return new Finding(
                "feasibility.many-gaps",
                "column " + name,
                Figures.percent(share) + " of its values are missing",
                "find out why: when the gap depends on the answer it leaks it; otherwise leave the column out");
    }

    private void suspect(String name, List<Finding> risks) {
        List<Feature> features = Feature.of(seen, List.of(name));
        if (identifies(seen.schema().column(name), features.get(0))) {
            risks.add(identifier(name));
        } else {
            leak(name, features, risks);
        }
    }

    private boolean identifies(Column column, Feature feature) {
        boolean whole = switch (column.type().kind()) {
            case INT32, INT64 -> true;
            case CATEGORY -> true;
            case BOOLEAN, FLOAT32, FLOAT64, DECIMAL, TEXT, DATE, TIMESTAMP, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
        if (!whole || seen.rows() < ENOUGH_ROWS) {
            return false;
        }
        long distinct = feature.numeric()
                ? Arrays.stream(feature.numbers()).distinct().count()
                : Arrays.stream(feature.codes()).distinct().count();
        return distinct == seen.rows();
    }

    private static Finding identifier(String name) {
        return new Finding(
                "feasibility.identifier",
                "column " + name,
                "has another value in every row, as an identifier has",
                "leave it out with problem.ignoring(\"" + name + "\") unless it measures something");
    }

    private void leak(String name, List<Feature> features, List<Finding> risks) {
        Target target = target();
        double without = OneRule.errorWithout(target);
        double best = 0;
        for (Feature feature : features) {
            best = Math.max(best, explained(feature, target, without));
        }
        if (best >= TOO_GOOD) {
            risks.add(new Finding(
                    "feasibility.leak",
                    "column " + name,
                    "alone explains " + Figures.percent(best) + " of " + problem.target()
                            + ", which is suspiciously much",
                    "ask whether it is known when the prediction is wanted; if not, problem.ignoring(\"" + name
                            + "\")"));
        }
    }

    private static double explained(Feature feature, Target target, double without) {
        double share = OneRule.of(0, feature, target)
                .map(rule -> 1 - rule.error() / without)
                .orElse(0.0);
        double asLevels = OneRule.of(0, levels(feature), target)
                .map(rule -> 1 - rule.error() / without)
                .orElse(0.0);
        boolean linear =
                target.classes() == 0 && feature.numeric() && squaredCorrelation(feature, target) >= TOO_LINEAR;
        return Math.max(linear ? TOO_LINEAR : 0, Math.max(share, asLevels));
    }

    /** A number of few values read as a category, so that a class written as a number is found; else as it is. */
    private static Feature levels(Feature feature) {
        if (!feature.numeric()) {
            return feature;
        }
        double[] values = Arrays.stream(feature.numbers())
                .filter(v -> !Double.isNaN(v))
                .distinct()
                .sorted()
                .toArray();
        if (values.length > FEW_VALUES || values.length * ROWS_A_VALUE > feature.rows()) {
            return feature;
        }
        int[] codes = Arrays.stream(feature.numbers())
                .mapToInt(v -> Double.isNaN(v) ? -1 : Arrays.binarySearch(values, v))
                .toArray();
        return Feature.ofLevels(
                feature.name(), Arrays.stream(values).mapToObj(Figures::of).toList(), codes);
    }

    private static double squaredCorrelation(Feature feature, Target target) {
        double n = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < feature.rows(); i++) {
            if (!Double.isNaN(feature.numbers()[i])) {
                n++;
                x += feature.numbers()[i];
                y += target.numbers()[i];
            }
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < feature.rows(); i++) {
            if (!Double.isNaN(feature.numbers()[i])) {
                double dx = feature.numbers()[i] - x / n;
                double dy = target.numbers()[i] - y / n;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        return xx > 0 && yy > 0 ? xy * xy / (xx * yy) : 0;
    }

    private Target target() {
        return problem.kind().isClassification()
                ? Target.ofClasses(
                        split.classes().size(),
                        GraphRows.truth(seen, problem.target(), new ArrayList<>(split.classes())))
                : Target.ofNumbers(seen.numbers(problem.target()));
    }
}
