package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.html.Html;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Table;
import io.mlstack.data.load.Split;
import io.mlstack.data.store.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a problem can be answered from some data, before anybody trains a model.
 *
 * <p>Each case carries the same {@link Assessment}: reasons with their cures, the baselines, and how precisely a model could
 * be judged on this many rows. Answers of the test part are counted; nothing else of it is looked
 * into. Values are immutable.
 *
 * <pre>{@code
 * Feasibility feasibility = Feasibility.assess(problem, snapshot);
 * if (feasibility instanceof Feasibility.Infeasible) {
 *     feasibility.reasons().forEach(System.out::println);
 * }
 * }</pre>
 */
public sealed interface Feasibility {

    /** What was found. */
    Assessment assessment();

    /** One word and what it means. */
    String verdict();

    /** Nothing stands against it. */
    record Feasible(Assessment assessment) implements Feasibility {
        @Override
        public String verdict() {
            return "Feasible: nothing stands against it";
        }

        @Override
        public String toString() {
            return Feasibility.text(this);
        }
    }

    /** It can be trained, but the reasons say why the result may disappoint or deceive. */
    record Risky(Assessment assessment) implements Feasibility {
        @Override
        public String verdict() {
            return "Risky: " + assessment.risks().size() + (assessment.risks().size() == 1 ? " risk" : " risks");
        }

        @Override
        public String toString() {
            return Feasibility.text(this);
        }
    }

    /** It cannot be trained as it stands. */
    record Infeasible(Assessment assessment) implements Feasibility {
        @Override
        public String verdict() {
            return "Infeasible: " + assessment.blockers().size()
                    + (assessment.blockers().size() == 1 ? " obstacle" : " obstacles");
        }

        @Override
        public String toString() {
            return Feasibility.text(this);
        }
    }

    /**
     * Assesses the data of a snapshot under the standard split, {@link #assess(Split)}.
     *
     * <p>Reads all rows into memory and does five small trainings on the calling thread. Data that cannot be split are
     * {@link Infeasible}.
     */
    static Feasibility assess(Problem problem, Snapshot snapshot) {
        return assess(problem, snapshot, snapshot.key());
    }

    /**
     * As {@link #assess(Problem, Snapshot)}, for rows from anywhere. Where rows belong to groups, make the split by group
     * and assess that.
     *
     * @param keyColumn that tells the rows apart
     */
    static Feasibility assess(Problem problem, Table table, String keyColumn) {
        return FeasibilityCheck.assess(problem, table.collect(), keyColumn);
    }

    /**
     * Assesses the very split that will be trained on.
     *
     * <p>Looks into the rows of the training and the validation part only. The baselines are cross-validated on about
     * {@value FeasibilityCheck#MOST_ROWS} of them at most, in folds that keep the rows of a group together where the rule of
     * the split does; a class of fewer rows (or groups) than folds is left out of that and named among the reasons.
     */
    static Feasibility assess(Split split) {
        return FeasibilityCheck.assess(split);
    }

    /** Blockers, then risks, each with place and cure. */
    default List<Finding> reasons() {
        List<Finding> reasons = new ArrayList<>(assessment().blockers());
        reasons.addAll(assessment().risks());
        return List.copyOf(reasons);
    }

    /** The verdict, the numbers and the findings as tables for notebooks. */
    default String html() {
        return "<p><b>" + Html.escape(verdict()) + "</b></p>" + assessment().html();
    }

    private static String text(Feasibility feasibility) {
        StringBuilder out = new StringBuilder(feasibility.verdict());
        feasibility.assessment().lines().forEach(line -> out.append("\n  ").append(line));
        return out.toString();
    }
}
