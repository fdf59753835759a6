package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.stats.Estimate;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Part;
import io.mlstack.data.load.Split;
import io.mlstack.train.evaluate.BaselineResult;
import io.mlstack.train.evaluate.internal.ClassNames;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for what stands against a training, and measures the baselines. */
final class FeasibilityCheck {

    /** Rows that the baselines are cross-validated on at most; more change the third digit and cost minutes. */
    static final int MOST_ROWS = 4_000;

    private static final int FEW_ROWS = 100;
    private static final int FEW_OF_A_CLASS = 30;
    private static final int SHOWN = 5;
    private static final double RARE = 0.05;
    private static final double WIDE = 0.05;
    private static final double POINTS = 0.02;
    private static final double ERROR_SHARE = 0.1;

    private final Problem problem;
    private final Split split;
    private final int labelled;
    private final List<Finding> risks = new ArrayList<>();
    private final List<Finding> notes = new ArrayList<>();

    private FeasibilityCheck(Split split) {
        this.split = split;
        this.problem = split.problem();
        this.labelled = Arrays.stream(Part.values())
                .mapToInt(part -> split.part(part).rows())
                .sum();
    }

    static Feasibility assess(Problem problem, Columns table, String keyColumn) {
        Split split;
        try {
            split = Split.of(problem, table, keyColumn);
        } catch (InvalidInputException e) {
            long labelled = table.schema().find(problem.target()).stream()
                    .mapToLong(column -> table.rows() - table.vector(column).missing())
                    .sum();
            return infeasible(problem, table.rows(), labelled, Map.of(), e.findings());
        }
        return assess(split);
    }

    static Feasibility assess(Split split) {
        return new FeasibilityCheck(split).assess();
    }

    private static Feasibility infeasible(
            Problem problem, long rows, long labelled, Map<String, Long> classes, List<Finding> blockers) {
        return new Feasibility.Infeasible(new Assessment(
                problem, rows, labelled, classes, blockers, List.of(), List.of(), List.of(), Optional.empty()));
    }

    private Feasibility assess() {
        Findings blockers = Findings.collect();
        FeatureColumns features = new FeatureColumns(split, blockers);
        if (!blockers.isEmpty()) {
            return infeasible(problem, labelled + split.unlabelled(), labelled, classRows(), blockers.list());
        }
        Columns seen = Columns.concat(split.train().schema(), List.of(split.train(), split.validation()));
        new ColumnSuspicions(split, seen, features.recipe()).all(risks, notes);
        rows();
        List<String> usable = features.used().stream().map(Column::name).toList();
        BaselineTrial trial = new BaselineTrial(split, seen, usable, risks);
        List<BaselineResult> baselines = trial.results(notes);
        Optional<Outlook> outlook = outlook(baselines, trial.rows());
        outlook.filter(o -> share(o.metric()) && o.margin() > WIDE)
                .ifPresent(o -> risks.add(new Finding(
                        "feasibility.wide-interval",
                        "test part of " + o.testRows() + " rows",
                        "a result is only known to about \u00b1" + Figures.of(o.margin()),
                        "label about " + Figures.count(o.moreRows().orElse(0)) + " more rows for \u00b1"
                                + Figures.plain(o.aim()) + ", or judge by cross validation")));
        Assessment assessment = new Assessment(
                problem,
                labelled + split.unlabelled(),
                labelled,
                classRows(),
                List.of(),
                risks,
                notes,
                baselines,
                outlook);
        return risks.isEmpty() ? new Feasibility.Feasible(assessment) : new Feasibility.Risky(assessment);
    }

    private Map<String, Long> classRows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        List<String> names = ClassNames.shown(split.train().schema().column(problem.target()), split.classes());
        for (Part part : Part.values()) {
            int[] counts = split.classRows(part);
            for (int c = 0; c < counts.length; c++) {
                rows.merge(names.get(c), (long) counts[c], Long::sum);
            }
        }
        return rows;
    }

    private void rows() {
        if (split.unlabelled() > 0) {
            double share = split.unlabelled() / (double) (labelled + split.unlabelled());
            Finding finding = new Finding(
                    "feasibility.unlabelled",
                    "column " + problem.target(),
                    Figures.count(split.unlabelled()) + " of " + Figures.count(labelled + split.unlabelled())
                            + " rows have no answer (" + Figures.percent(share) + ") and are left out",
                    "check that they are not missing for a reason, or label them");
            (share > RARE ? risks : notes).add(finding);
        }
        if (labelled < FEW_ROWS) {
            risks.add(new Finding(
                    "feasibility.few-rows",
                    "table",
                    "there are only " + labelled + " rows with an answer",
                    "gather at least a few hundred"));
        }
        List<String> few = classRows().entrySet().stream()
                .filter(e -> e.getValue() < FEW_OF_A_CLASS)
                .map(e -> "\"" + e.getKey() + "\" (" + Figures.count(e.getValue()) + ")")
                .toList();
        if (!few.isEmpty()) {
            risks.add(new Finding(
                    "feasibility.few-of-a-class",
                    "column " + problem.target(),
                    (few.size() == 1 ? "a class has" : few.size() + " classes have") + " fewer than " + FEW_OF_A_CLASS
                            + " rows: " + String.join(", ", few.subList(0, Math.min(SHOWN, few.size())))
                            + (few.size() > SHOWN ? ", ..." : ""),
                    "gather more of them, or join them with another class"));
        }
        imbalance();
    }

    private void imbalance() {
        Map<String, Long> classes = classRows();
        long least = classes.values().stream().mapToLong(n -> n).min().orElse(labelled);
        double share = least / (double) labelled;
        if (classes.size() != 2 || share >= RARE) {
            return;
        }
        boolean blind = problem.objective() == Metric.ACCURACY;
        String rarer = classes.entrySet().stream()
                .filter(e -> e.getValue() == least)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow();
        Finding finding = new Finding(
                "feasibility.imbalance",
                "column " + problem.target(),
                "only " + Figures.percent(share) + " of the rows are \"" + rarer + "\""
                        + (blind ? ", so saying never is already right in " + Figures.percent(1 - share) : ""),
                blind ? "optimise average precision or cost instead of accuracy" : "keep every row of the rarer class");
        (blind ? risks : notes).add(finding);
    }

    private static boolean share(Metric metric) {
        return switch (metric) {
            case ACCURACY,
                    BALANCED_ACCURACY,
                    PRECISION,
                    RECALL,
                    F1,
                    MCC,
                    KAPPA,
                    ROC_AUC,
                    AVERAGE_PRECISION,
                    ECE,
                    BRIER,
                    R2 -> true;
            case LOG_LOSS, COST, RMSE, MAE, MAPE -> false;
        };
    }

    /** In the objective where it is a share, else in accuracy; a number to be predicted has only errors. */
    private Optional<Outlook> outlook(List<BaselineResult> baselines, int triedRows) {
        if (split.test().rows() == 0) {
            return Optional.empty();
        }
        boolean points = share(problem.objective()) || problem.kind().isClassification();
        Metric metric = points && !share(problem.objective()) ? Metric.ACCURACY : problem.objective();
        double sign = metric.higherIsBetter() ? 1 : -1;
        return baselines.stream()
                .flatMap(b -> b.metrics().stream())
                .filter(value -> value.metric() == metric)
                .flatMap(value -> value.estimate().stream())
                .max((a, b) -> Double.compare(sign * a.value(), sign * b.value()))
                .map(best -> outlook(metric, best, triedRows, points ? POINTS : ERROR_SHARE * Math.abs(best.value())));
    }

    private Outlook outlook(Metric metric, Estimate best, int triedRows, double aim) {
        int testRows = split.test().rows();
        double margin = best.margin() * Math.sqrt(triedRows / (double) testRows);
        double factor = (margin / aim) * (margin / aim);
        double more = (factor - 1) * labelled;
        return new Outlook(metric, testRows, margin, aim, rounded(more));
    }

    /** Two digits: the estimate knows no more. */
    private static OptionalLong rounded(double more) {
        if (!(more > 0) || !Double.isFinite(more)) {
            return OptionalLong.empty();
        }
        double unit = StrictMath.pow(10, Math.max(0, Math.floor(StrictMath.log10(more)) - 1));
        return OptionalLong.of((long) (Math.ceil(more / unit) * unit));
    }
}
