package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Estimate;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.List;

/** The part of the report that the owner of the product reads. */
final class ReportTop {

    private final Evaluation evaluation;
    private final Markup page;

    ReportTop(Evaluation evaluation, Markup page) {
        this.evaluation = evaluation;
        this.page = page;
    }

    void hero() {
        Summary summary = Summary.of(evaluation, evaluation.constraints());
        page.open("header", "class", "hero");
        page.open("p", "class", "eyebrow").text(evaluation.problem().name());
        page.leaf("span", status(summary.tone()), "class", "pill " + css(summary.tone()))
                .close();
        page.leaf("h1", summary.headline());
        if (!evaluation.problem().requirement().isBlank()) {
            page.leaf("p", evaluation.problem().requirement(), "class", "wish");
        }
        summary.sentences().forEach(s -> page.leaf("p", s));
        page.close();
    }

    private static String status(Summary.Tone tone) {
        return switch (tone) {
            case GOOD -> "\u2713 ready";
            case OPEN -> "\u2248 open";
            case BAD -> "\u2717 not ready";
        };
    }

    private static String css(Summary.Tone tone) {
        return switch (tone) {
            case GOOD -> "good";
            case OPEN -> "open";
            case BAD -> "bad";
        };
    }

    void tiles() {
        page.open("div", "class", "tiles");
        Metric objective = evaluation.problem().objective();
        tile(evaluation.metric(objective), objective.label(), "the objective");
        for (Metric metric : others()) {
            if (metric != objective) {
                tile(evaluation.metric(metric), metric.label(), meaning(metric));
            }
        }
        page.open("div", "class", "tile")
                .leaf("b", Figures.count(evaluation.rows()))
                .leaf("span", "test rows", "class", "what")
                .leaf("span", "never seen in training", "class", "how")
                .close(2);
    }

    private List<Metric> others() {
        return switch (evaluation.problem().kind()) {
            case BINARY -> List.of(Metric.RECALL, Metric.PRECISION);
            case MULTICLASS -> List.of(Metric.ACCURACY, Metric.F1);
            case REGRESSION -> List.of(Metric.MAE, Metric.R2);
        };
    }

    private String meaning(Metric metric) {
        return switch (metric) {
            case RECALL -> "share that is found";
            case PRECISION -> "share of alarms that are right";
            case ACCURACY -> "share that is right";
            case F1 -> "mean over the classes";
            case MAE -> "mean size of the error";
            case R2 -> "share of variance explained";
            case BALANCED_ACCURACY, MCC, KAPPA, ROC_AUC, AVERAGE_PRECISION, LOG_LOSS, BRIER, ECE, COST, RMSE, MAPE ->
                "";
        };
    }

    private void tile(MetricValue value, String what, String how) {
        page.open("div", "class", "tile").leaf("b", Words.number(value));
        page.leaf("span", what, "class", "what");
        String interval = value.estimate().map(Figures::interval).orElse("");
        page.leaf("span", interval.isEmpty() ? how : interval, "class", "how");
        if (!interval.isEmpty()) {
            page.leaf("span", how, "class", "how");
        }
        page.close();
    }

    /** A bar from {@code least} to {@code most} with the interval and the estimate on it. */
    static void bar(Markup page, Estimate estimate, double least, double most, String css) {
        double span = most > least ? most - least : 1;
        double low = clamped((estimate.low() - least) / span);
        double high = clamped((estimate.high() - least) / span);
        page.open("span", "class", "bar " + css);
        page.open("i", "style", "left:" + percent(low) + ";width:" + percent(high - low))
                .close();
        page.open("b", "style", "left:" + percent(clamped((estimate.value() - least) / span)))
                .close();
        page.close();
    }

    /** Beyond the scale is its end: nothing is drawn outside of the bar. */
    private static double clamped(double share) {
        return Math.max(0, Math.min(1, share));
    }

    private static String percent(double share) {
        long tenths = Math.round(share * 1000);
        return tenths / 10 + "." + tenths % 10 + "%";
    }
}
