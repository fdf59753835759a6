package io.mlstack.train.evaluate;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.train.FeatureRecipe;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.ModelSpec;
import io.mlstack.train.NetSpec;
import io.mlstack.train.Run;
import io.mlstack.train.evaluate.internal.Baselines;
import io.mlstack.train.evaluate.internal.ClassNames;
import io.mlstack.train.evaluate.internal.Figures;
import io.mlstack.train.evaluate.internal.GraphRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores a trained model and the baselines on the test part. */
final class Judge {

    /** One for all models, so that two reports on the same rows resample alike. */
    private static final long RESAMPLES = 0;

    /** Golden examples in a bundle: enough to notice, few enough to stay small. */
    private static final int GOLDENS = 16;

    private Judge() {}

    static Judged judged(Run run) {
        Split split = run.split();
        Problem problem = split.problem();
        Columns test = split.test();
        Scorer scorer = Scorer.compile(run.graph());
        GraphRows scored = GraphRows.of(scorer, problem, test);
        Map<String, String> provenance = provenance(run, split);
        Baselines baselines = new Baselines(
                problem,
                scored.classes(),
                run.recipe().used().stream().map(FeatureRecipe.Step::column).toList());
        List<Baselines.Predictions> predictions = baselines.predict(
                split,
                !run.spec().equals(LinearSpec.standard()),
                finding -> provenance.put("linear baseline", finding.toString()));
        Column target = test.schema().column(problem.target());
        return new Judged(
                problem,
                name(run),
                ClassNames.shown(target, scored.classes()),
                scored.rows(),
                keys(split),
                predictions,
                GraphRows.threshold(run.graph(), problem.target()),
                RESAMPLES,
                provenance,
                target.personal(),
                packing(run, split, scorer));
    }

    /** What people call it: the knobs of a specification are in the provenance. */
    private static String name(Run run) {
        boolean classes = run.problem().kind().isClassification();
        return run.spec().accept(new ModelSpec.Visitor<String>() {
            @Override
            public String linear(LinearSpec spec) {
                return classes ? "logistic model" : "linear model";
            }

            @Override
            public String net(NetSpec spec) {
                return spec.hidden().isEmpty()
                        ? "net without hidden layers"
                        : "net " + spec.hidden().stream().map(String::valueOf).collect(Collectors.joining("-"));
            }
        });
    }

    private static List<String> keys(Split split) {
        Columns test = split.test();
        int key = test.schema().indexOf(split.keyColumn());
        boolean personal = test.schema().column(key).personal();
        return IntStream.range(0, test.rows())
                .mapToObj(row -> personal ? "test row " + row : String.valueOf(test.text(row, key)))
                .toList();
    }

    private static Map<String, String> provenance(Run run, Split split) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("snapshot", split.snapshotId());
        facts.put(
                "rows",
                Figures.count(split.train().rows()) + " training, "
                        + Figures.count(split.validation().rows()) + " validation, "
                        + Figures.count(split.test().rows()) + " test"
                        + (split.unlabelled() == 0
                                ? ""
                                : ", " + Figures.count(split.unlabelled()) + " without an answer left out"));
        facts.put("split", "by " + split.keyColumn() + ", salt " + split.salt());
        facts.put("target", split.problem().target());
        facts.put("columns", columns(run, split));
        facts.put("model", run.spec().label());
        facts.put("specification", run.spec().toJson().canonical());
        facts.put("seed", Long.toString(run.seed()));
        facts.put("engine", run.engine());
        facts.put("graph", graphId(run.graph()).hex());
        return facts;
    }

    private static String columns(Run run, Split split) {
        List<String> used = run.graph().input().names();
        List<String> left = new ArrayList<>(split.features());
        left.removeAll(used);
        return Figures.count(used.size()) + " used" + (left.isEmpty() ? "" : "; left out: " + String.join(", ", left));
    }

    /** SHA-256 over the structure and the learned numbers of a graph, in the order of their names. */
    private static Digest graphId(ModelGraph graph) {
        Digest.Builder digest = Digest.builder().add(graph.toJson().canonicalBytes());
        graph.tensors()
                .forEach((name, tensor) ->
                        digest.add(name.getBytes(StandardCharsets.UTF_8)).add(tensor.toBytes()));
        return digest.build();
    }

    private static Packing packing(Run run, Split split, Scorer scorer) {
        return new Packing() {
            @Override
            public double p99Micros() {
                return Latency.p99Micros(scorer, scorer.flatten(split.test()));
            }

            @Override
            public Bundle bundle(String card) {
                Columns test = split.test();
                return Bundle.builder(split.problem().name(), run.graph())
                        .problem(split.problem())
                        .card(card)
                        .lineage(run.toJson())
                        .goldens(test.slice(0, Math.min(GOLDENS, test.rows())))
                        .build();
            }
        };
    }
}
