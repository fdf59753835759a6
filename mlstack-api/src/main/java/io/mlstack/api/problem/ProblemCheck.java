package io.mlstack.api.problem;

import io.mlstack.api.error.Findings;
import io.mlstack.api.model.ModelName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the parts of a problem fit together. */
final class ProblemCheck {

    private final Findings findings = Findings.collect();
    private final String place;

    private ProblemCheck(String name) {
        this.place = "problem " + name;
    }

    static Findings of(
            String name,
            ProblemKind kind,
            String target,
            Optional<String> positive,
            Metric objective,
            List<Cost> costs,
            List<Constraint> constraints,
            List<String> ignored) {
        ProblemCheck check = new ProblemCheck(name);
        check.name(name);
        check.classes(kind, target, positive, ignored);
        check.metric(objective, kind, "objective");
        costs.forEach(cost -> check.cost(cost, kind));
        check.pricedTwice(costs);
        constraints.forEach(constraint -> check.constraint(constraint, kind));
        return check.findings;
    }

    private void name(String name) {
        if (!ModelName.isOne(name)) {
            add("problem.name", "name \"" + name + "\" cannot name a model", ModelName.CURE);
        }
    }

    private void classes(ProblemKind kind, String target, Optional<String> positive, List<String> ignored) {
        if (target.isBlank()) {
            add("problem.target", "target is empty", "name the column that holds the answer");
        }
        if ((kind == ProblemKind.BINARY) != positive.isPresent()) {
            add(
                    "problem.positive",
                    kind + " problem " + (positive.isPresent() ? "with" : "without") + " a positive class",
                    "name a positive class for binary problems and for no others");
        }
        Set<String> seen = new HashSet<>();
        for (String column : ignored) {
            if (column.equals(target)) {
                add("problem.ignored", "the target \"" + target + "\" is ignored", "ignore other columns only");
            }
            if (!seen.add(column)) {
                add("problem.ignored", "column \"" + column + "\" is ignored twice", "name it once");
            }
        }
    }

    private void metric(Metric metric, ProblemKind kind, String role) {
        if (!metric.appliesTo(kind)) {
            add(
                    "problem.metric",
                    role + " " + metric.label() + " is not defined for a " + kind + " problem",
                    "choose another metric");
        }
    }

    private void cost(Cost cost, ProblemKind kind) {
        if (cost instanceof Cost.Confusion ? !kind.isClassification() : kind != ProblemKind.BINARY) {
            add("problem.cost", cost + " does not fit a " + kind + " problem", "leave it out");
        }
    }

    private void pricedTwice(List<Cost> costs) {
        Set<List<String>> seen = new HashSet<>();
        for (Cost cost : costs) {
            if (!seen.add(mistake(cost))) {
                add("problem.cost", cost + " prices a mistake that has a price already", "state one price a mistake");
            }
        }
    }

    private static List<String> mistake(Cost cost) {
        return cost instanceof Cost.Confusion confusion
                ? List.of(confusion.actual(), confusion.predicted())
                : List.of(cost.getClass().getSimpleName());
    }

    private void constraint(Constraint constraint, ProblemKind kind) {
        if (constraint instanceof Constraint.AtLeast atLeast) {
            metric(atLeast.metric(), kind, "constraint on");
        } else if (constraint instanceof Constraint.AtMost atMost) {
            metric(atMost.metric(), kind, "constraint on");
        }
    }

    private void add(String code, String message, String cure) {
        findings.add(code, place, message, cure);
    }
}
