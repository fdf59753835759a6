package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.html.Html;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Table;
import io.mlstack.data.store.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a problem can be answered from some data, before anybody trains a model.
 *
 * <p>Each case carries the same {@link Assessment}: reasons with their cures, the baselines, and how precisely a model could
 * be judged on this many rows. Rows of the test part are counted but never looked into. Values are immutable.
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
     * Assesses the data of a snapshot.
     *
     * <p>Reads all rows into memory. The baselines are cross-validated on at most {@value FeasibilityCheck#MOST_ROWS} rows
     * outside the test part; that takes five small trainings on the calling thread.
     */
    static Feasibility assess(Problem problem, Snapshot snapshot) {
        return assess(problem, snapshot, snapshot.key());
    }

    /**
     * As {@link #assess(Problem, Snapshot)}, for rows from anywhere.
     *
     * @param keyColumn that tells the rows apart
     */
    static Feasibility assess(Problem problem, Table table, String keyColumn) {
        return FeasibilityCheck.assess(problem, table.collect(), keyColumn);
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
