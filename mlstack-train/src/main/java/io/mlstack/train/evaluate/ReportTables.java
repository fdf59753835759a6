package io.mlstack.train.evaluate;

import io.mlstack.api.stats.Estimate;
import io.mlstack.api.stats.Verdict;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of a report; each is left out where it has nothing to say. */
final class ReportTables {

    private static final double DWARFS = 4;

    private final Evaluation evaluation;
    private final Markup page;

    ReportTables(Evaluation evaluation, Markup page) {
        this.evaluation = evaluation;
        this.page = page;
    }

    void constraints() {
        if (evaluation.constraints().isEmpty()) {
            return;
        }
        section("Limits", "A model that breaks one is not packed.");
        page.open("ul", "class", "card limits");
        for (ConstraintResult result : evaluation.constraints()) {
            page.open("li")
                    .leaf(
                            "span",
                            result.kept() ? "\u2713 kept" : "\u2717 broken",
                            "class",
                            "pill " + (result.kept() ? "good" : "bad"))
                    .leaf("b", Words.capital(result.constraint().words()))
                    .leaf("span", result.measured(), "class", "how")
                    .close();
        }
        page.close(2);
    }

    /** The objective of the model above that of the baselines on one scale. */
    void baselines() {
        if (evaluation.baselines().isEmpty()) {
            return;
        }
        section(
                "Against the baselines",
                Words.capital(evaluation.problem().objective().label()) + ", the objective"
                        + (evaluation.problem().objective().higherIsBetter()
                                ? "; more is better."
                                : "; less is better."));
        double[] scale = scale(0);
        page.open("div", "class", "card forest");
        row("the " + evaluation.model(), "this model", evaluation.objective(), scale, "own", "", "");
        for (BaselineResult baseline : evaluation.baselines()) {
            row(
                    Words.baseline(baseline.baseline()),
                    baseline.words(),
                    baseline.metrics().get(0),
                    scale,
                    "",
                    baseline.verdict().map(ReportTables::tone).orElse("open"),
                    baseline.verdict().map(ReportTables::briefly).orElse("undefined"));
        }
        page.close(2);
    }

    private void row(
            String name, String what, MetricValue value, double[] scale, String css, String tone, String verdict) {
        page.open("div", "class", "frow " + css);
        page.open("div")
                .leaf("b", Words.capital(name))
                .leaf("span", what, "class", "how")
                .close();
        if (value.estimate().isPresent()) {
            ReportTop.bar(page, value.estimate().get(), scale[0], scale[1], css);
            page.open("div", "class", "num")
                    .leaf("b", Words.number(value))
                    .leaf("span", Figures.interval(value.estimate().get()), "class", "how")
                    .close();
        } else {
            page.leaf("div", value.toString(), "class", "how wide");
        }
        page.open("div", "class", "verdict");
        if (!verdict.isEmpty()) {
            page.leaf("span", verdict, "class", "pill " + tone);
        }
        page.close(2);
    }

    private static String tone(Verdict verdict) {
        return verdict instanceof Verdict.Better ? "good" : verdict instanceof Verdict.Worse ? "bad" : "open";
    }

    private static String briefly(Verdict verdict) {
        return verdict instanceof Verdict.Better
                ? "\u2713 beaten"
                : verdict instanceof Verdict.Worse ? "\u2717 not reached" : "\u2248 no difference shown";
    }

    /** Ends of the scale that holds metric {@code m} of the model and all baselines. */
    private double[] scale(int m) {
        List<Estimate> all = Stream.concat(
                        Stream.of(evaluation.metrics().get(m)),
                        evaluation.baselines().stream().map(b -> b.metrics().get(m)))
                .flatMap(v -> v.estimate().stream())
                .toList();
        double least = Math.min(0, all.stream().mapToDouble(Estimate::low).min().orElse(0));
        double most = most(all.stream().mapToDouble(Estimate::high).sorted().toArray());
        boolean share =
                least == 0 && most <= 1 && evaluation.metrics().get(m).metric().higherIsBetter();
        return new double[] {least, share ? 1 : most};
    }

    /** The largest end; one that dwarfs the others (a certain and wrong majority costs 36 nats) is cut off instead. */
    private static double most(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return 1;
        }
        return n > 1 && sorted[n - 1] > DWARFS * sorted[n - 2] ? 1.25 * sorted[n - 2] : sorted[n - 1];
    }

    void metrics() {
        section("Metrics", "The line is the range of each metric, the band the 95 % interval.");
        page.open("div", "class", "card scroll")
                .open("table", "class", "metrics")
                .open("thead")
                .open("tr");
        page.leaf("th", "metric")
                .leaf("th", "value", "class", "num")
                .leaf("th", "", "class", "barcell")
                .leaf("th", "95 % interval");
        evaluation
                .baselines()
                .forEach(b -> page.leaf(
                        "th", b.baseline().name().toLowerCase(Locale.ROOT).replace('_', ' '), "class", "num"));
        page.close(2).open("tbody");
        for (int m = 0; m < evaluation.metrics().size(); m++) {
            metric(evaluation.metrics().get(m), m);
        }
        page.close(4);
    }

    private void metric(MetricValue value, int m) {
        page.open("tr").leaf("th", value.metric().label(), "scope", "row");
        if (value.estimate().isPresent()) {
            Estimate e = value.estimate().get();
            double[] scale = scale(m);
            page.leaf("td", Figures.of(e.value()), "class", "num strong").open("td", "class", "barcell");
            ReportTop.bar(page, e, scale[0], scale[1], "own");
            page.close().leaf("td", Figures.interval(e), "title", e.method());
        } else {
            String because = value instanceof MetricValue.Undefined u ? u.because() : "";
            page.leaf("td", "undefined: " + because, "colspan", "3", "class", "how");
        }
        for (BaselineResult baseline : evaluation.baselines()) {
            page.leaf("td", Words.number(baseline.metrics().get(m)), "class", "num how");
        }
        page.close();
    }

    void confusion() {
        evaluation
                .confusion()
                .filter(c -> c.classes().size() <= ConfusionTable.MOST)
                .ifPresent(confusion -> {
                    section(
                            "Right and wrong",
                            "Rows are the truth, columns what the model said; shares are of the row.");
                    new ConfusionTable(confusion, page).write();
                    page.close();
                });
    }

    void classes() {
        List<ClassResult> classes = evaluation.perClass();
        if (classes.size() < 3) {
            return;
        }
        section("Each class", "With 95 % intervals.");
        page.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        Stream.of("class", "rows", "precision", "recall", "F1").forEach(h -> page.leaf("th", h));
        page.close(2).open("tbody");
        for (ClassResult result : classes) {
            page.open("tr").leaf("th", result.name(), "scope", "row").leaf("td", Figures.count(result.rows()));
            Stream.of(result.precision(), result.recall(), result.f1()).forEach(this::cell);
            page.close();
        }
        page.close(4);
    }

    private void cell(MetricValue value) {
        page.open("td").leaf("b", Words.number(value));
        value.estimate().ifPresent(e -> page.text(" ").leaf("span", Figures.interval(e), "class", "how"));
        page.close();
    }

    void mistakes() {
        List<Mistake> mistakes = evaluation.worstMistakes();
        if (mistakes.isEmpty()) {
            return;
        }
        section(
                "Worst mistakes",
                "Look at these rows first: some will be wrong labels. Values of the row are not shown here.");
        page.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        Stream.of("row", "truth", "predicted", evaluation.classes().isEmpty() ? "error" : "probability")
                .forEach(h -> page.leaf("th", h));
        page.close(2).open("tbody");
        for (Mistake mistake : mistakes) {
            page.open("tr")
                    .leaf("th", mistake.key(), "scope", "row")
                    .leaf("td", mistake.truth())
                    .leaf("td", mistake.predicted())
                    .leaf("td", mistake.detail())
                    .close();
        }
        page.close(4);
    }

    void provenance() {
        section(
                "Data and provenance",
                "Equal data, problem, model and seed give this evaluation again, to the last bit.");
        page.open("dl", "class", "card facts");
        evaluation
                .provenance()
                .forEach((name, value) ->
                        page.open("div").leaf("dt", name).leaf("dd", value).close());
        page.close(2);
    }

    private void section(String title, String note) {
        page.open("section").leaf("h2", title).leaf("p", note, "class", "note");
    }
}
