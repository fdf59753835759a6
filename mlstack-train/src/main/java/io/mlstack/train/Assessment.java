package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.html.Html;
import io.mlstack.api.problem.Problem;
import io.mlstack.train.evaluate.BaselineResult;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known about a problem and its data before training.
 *
 * @param problem what is to be predicted
 * @param rows all rows
 * @param labelled rows that have an answer
 * @param classes rows of each class, in class order; empty for a regression
 * @param blockers why it cannot be trained; empty unless infeasible
 * @param risks why a result may disappoint or deceive
 * @param notes what is worth knowing and needs no action
 * @param baselines cross-validated, simplest first; empty where it cannot be trained
 * @param outlook how precisely a model could be judged; empty where the objective is undefined for the baselines
 */
public record Assessment(
        Problem problem,
        long rows,
        long labelled,
        Map<String, Long> classes,
        List<Finding> blockers,
        List<Finding> risks,
        List<Finding> notes,
        List<BaselineResult> baselines,
        Optional<Outlook> outlook) {

    public Assessment {
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        blockers = List.copyOf(blockers);
        risks = List.copyOf(risks);
        notes = List.copyOf(notes);
        baselines = List.copyOf(baselines);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        blockers.forEach(f -> lines.add("obstacle: " + f));
        risks.forEach(f -> lines.add("risk: " + f));
        notes.forEach(f -> lines.add("note: " + f));
        lines.add(counts());
        baselines.forEach(b -> lines.add("baseline " + b.words() + ": " + objective(b)));
        outlook.ifPresent(o -> lines.add(o.toString()));
        return lines;
    }

    private String counts() {
        String shown = classes.entrySet().stream()
                .limit(10)
                .map(e -> e.getKey() + " " + Figures.count(e.getValue()))
                .collect(Collectors.joining(", "));
        return Figures.count(rows) + " rows, " + Figures.count(labelled) + " with an answer"
                + (classes.isEmpty() ? "" : ": " + shown + (classes.size() > 10 ? ", ..." : ""));
    }

    private static String objective(BaselineResult baseline) {
        return baseline.metrics().get(0).toString();
    }

    String html() {
        List<List<String>> found = new ArrayList<>();
        blockers.forEach(f -> found.add(List.of("obstacle", f.place(), f.message(), f.cure())));
        risks.forEach(f -> found.add(List.of("risk", f.place(), f.message(), f.cure())));
        notes.forEach(f -> found.add(List.of("note", f.place(), f.message(), f.cure())));
        String findings = found.isEmpty() ? "" : Html.table(List.of("", "where", "what", "cure"), found);
        String table = baselines.isEmpty()
                ? ""
                : Html.table(
                        List.of("baseline", problem.objective().label()),
                        baselines.stream()
                                .map(b -> List.of(
                                        b.words(),
                                        b.metrics()
                                                .get(0)
                                                .estimate()
                                                .map(e -> Figures.of(e.value()) + " (" + Figures.interval(e) + ")")
                                                .orElse(objective(b))))
                                .toList());
        return "<p>" + Html.escape(counts()) + "</p>" + findings + table
                + outlook.map(o -> "<p>" + Html.escape(o.toString()) + "</p>").orElse("");
    }
}
