package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.problem.Problem;
import io.mlstack.data.load.Split;
import io.mlstack.train.engine.Fitted;
import io.mlstack.train.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a training left behind: the model as a portable graph, and how it came about.
 *
 * <p>Immutable and thread-safe. All of it is a function of data, problem, model, seed and engine.
 */
public final class Run {
    private final Split split;
    private final ModelSpec spec;
    private final long seed;
    private final String engine;
    private final ModelGraph graph;
    private final FeatureRecipe recipe;
    private final List<RunEvent.EpochEnded> curve;
    private final int bestEpoch;
    private final List<Finding> notes;

    Run(
            Split split,
            ModelSpec spec,
            long seed,
            String engine,
            ModelGraph graph,
            FeatureRecipe recipe,
            List<RunEvent.EpochEnded> curve,
            Fitted fitted) {
        this.split = split;
        this.spec = spec;
        this.seed = seed;
        this.engine = engine;
        this.graph = graph;
        this.recipe = recipe;
        this.curve = List.copyOf(curve);
        this.bestEpoch = fitted.bestEpoch();
        this.notes = fitted.notes();
    }

    /** What was to be learned. */
    public Problem problem() {
        return split.problem();
    }

    /** What was trained. */
    public ModelSpec spec() {
        return spec;
    }

    /** What every draw depended on. */
    public long seed() {
        return seed;
    }

    /** Name of the engine that trained it. */
    public String engine() {
        return engine;
    }

    /**
     * The model with its pre-processing: from the columns of a row to the target's column and, for classes, the
     * {@code probability} of the answer, the {@code probabilities} of all classes in their order, and the raw {@code score}.
     */
    public ModelGraph graph() {
        return graph;
    }

    /** Which columns the model reads, and why it does not read the others. */
    public FeatureRecipe recipe() {
        return recipe;
    }

    /** Names of the classes in the order of the probabilities; empty for a regression. */
    public List<String> classes() {
        return split.classes();
    }

    /** The loss after each epoch, or each iteration of a solver. */
    public List<RunEvent.EpochEnded> curve() {
        return curve;
    }

    /** The epoch whose parameters the graph holds, from 1. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** What is worth knowing about the result, such as features that repeat others. */
    public List<Finding> notes() {
        return notes;
    }

    /** The data it was trained on, and the part that it is to be judged on. */
    public Split split() {
        return split;
    }

    /**
     * Judges the model on the test part of its split: every metric with its interval, beside the baselines, against each
     * limit of the problem. Works on the calling thread.
     *
     * @throws io.mlstack.api.error.InvalidInputException with every row that the model gives no prediction for
     */
    public Evaluation evaluate() {
        return Evaluation.of(this);
    }

    /** All that decided the model, for a bundle's lineage: problem, model, seed, engine, data. */
    public Json.Obj toJson() {
        return Json.object()
                .put("engine", engine)
                .put("model", spec.toJson())
                .put("problem", split.problem().toJson())
                .put("seed", Long.toString(seed))
                .put("split", split.toJson())
                .build();
    }

    /** {@code net 64-32 relu for biopsy-triage on 455 rows, seed 7: loss 0.0412, validation 0.0587 in epoch 31 of 51}. */
    @Override
    public String toString() {
        return spec.label() + " for " + split.problem().name() + " on "
                + split.train().rows() + " rows, seed " + seed + ": " + losses();
    }

    private String losses() {
        RunEvent.EpochEnded best = curve.get(bestEpoch - 1);
        OptionalDouble judged = best.validationLoss();
        String loss = "loss " + shown(best.trainLoss());
        if (spec instanceof LinearSpec) {
            return loss + ", solved in " + curve.size() + (curve.size() == 1 ? " step" : " steps");
        }
        return loss
                + (judged.isPresent() ? ", validation " + shown(judged.getAsDouble()) : "")
                + " in epoch " + bestEpoch + " of " + curve.size();
    }

    private static String shown(double loss) {
        return String.format(Locale.ROOT, "%.4g", loss);
    }

    /** What was trained, the notes and the columns, for notebooks. */
    public String html() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("problem", split.problem().toString()));
        rows.add(List.of("engine, seed", engine + ", " + seed));
        rows.add(List.of("data", split.toString()));
        rows.add(List.of("snapshot", split.snapshotId()));
        rows.add(List.of("result", losses()));
        rows.add(List.of("model", graph.toString()));
        notes.forEach(note -> rows.add(List.of("note", note.toString())));
        return Html.table(List.of("run", spec.label()), rows) + recipe.html();
    }
}
