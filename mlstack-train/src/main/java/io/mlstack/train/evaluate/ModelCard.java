package io.mlstack.train.evaluate;

import io.mlstack.train.evaluate.internal.Figures;
import java.util.List;

/**
 * The model card: Markdown that travels in the bundle, from the same values as the report.
 *
 * <p>A function of data, problem, model and seed: no times, no latencies, nothing of the machine, because a bundle's
 * identity covers it.
 */
final class ModelCard {

    private final Evaluation evaluation;
    private final StringBuilder out = new StringBuilder();

    private ModelCard(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static String of(Evaluation evaluation) {
        return new ModelCard(evaluation).write();
    }

    private String write() {
        List<ConstraintResult> stable = evaluation.constraints().stream()
                .filter(ConstraintResult::settled)
                .toList();
        Summary summary = Summary.of(evaluation, List.of());
        line("# " + escape(evaluation.problem().name()));
        line("");
        if (!evaluation.problem().requirement().isBlank()) {
            line("> " + escape(evaluation.problem().requirement()));
            line("");
        }
        summary.sentences().forEach(s -> {
            line(escape(s));
            line("");
        });
        evaluation.reason().ifPresent(reason -> {
            line("**Packed although it breaks limits, because:** " + escape(reason));
            line("");
        });
        metrics();
        baselines();
        constraints(stable);
        provenance();
        return out.toString();
    }

    private void metrics() {
        line("## Metrics");
        line("");
        line("On " + Words.rows(evaluation.rows()) + " that were not used in training; 95 % intervals.");
        line("");
        line("| metric | value | interval | method |");
        line("|---|---|---|---|");
        for (MetricValue value : evaluation.metrics()) {
            line("| " + value.metric().label() + " | " + Words.number(value) + " | "
                    + value.estimate().map(Figures::interval).orElse("") + " | "
                    + value.estimate().map(e -> e.method()).orElse(escape(value.toString())) + " |");
        }
        line("");
    }

    private void baselines() {
        line("## Baselines");
        line("");
        for (BaselineResult baseline : evaluation.baselines()) {
            line("- " + Words.baseline(baseline.baseline()) + " (" + escape(baseline.words()) + "): "
                    + escape(Words.value(baseline.metrics().get(0)))
                    + baseline.verdict().map(v -> "; " + escape(v.words())).orElse(""));
        }
        line("");
    }

    private void constraints(List<ConstraintResult> constraints) {
        if (evaluation.problem().constraints().isEmpty()) {
            return;
        }
        line("## Limits");
        line("");
        constraints.forEach(c -> line("- " + escape(c.toString())));
        evaluation.constraints().stream()
                .filter(c -> !c.settled())
                .forEach(c -> line("- " + escape(c.constraint().words()) + ": measured where it is packed and served"));
        line("");
    }

    private void provenance() {
        line("## Data and provenance");
        line("");
        evaluation.provenance().forEach((name, value) -> line("- " + escape(name) + ": " + escape(value)));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** Text that Markdown shows as it is: nothing in it becomes markup, a table cell or a new line. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                escaped.append(' ');
            } else {
                if ("\\`*_{}[]<>#|!~&".indexOf(c) >= 0) {
                    escaped.append('\\');
                }
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
