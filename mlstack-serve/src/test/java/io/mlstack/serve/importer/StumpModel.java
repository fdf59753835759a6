package io.mlstack.serve.importer;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.importer.internal.Feature;
import io.mlstack.serve.importer.internal.Head;
import io.mlstack.serve.importer.internal.Rounds;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.importer.internal.Wiring;
import java.util.List;
import java.util.OptionalInt;

/** A foreign model of two stumps: {@code amount < 10 ? -1 : 2}, missing left, then {@code color is red ? 0.25 : -0.25}. */
record StumpModel(Head head, Rounds rounds) implements SourceModel {

    static ImportedModel classifier() {
        return model(new StumpModel(new Head(Head.Task.TWO_CLASSES, Head.SIGMOID), Rounds.all(2)));
    }

    static ImportedModel earlyStopped() {
        return model(new StumpModel(new Head(Head.Task.NUMBERS, Head.IDENTITY), new Rounds(2, 1, OptionalInt.of(1))));
    }

    private static ImportedModel model(StumpModel stumps) {
        return new ImportedModel(stumps, Digest.of(new byte[0]));
    }

    @Override
    public String trainer() {
        return "Stumps 1.0";
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("amount"), Feature.category("color", List.of("red", "blue")));
    }

    @Override
    public boolean namesFeatures() {
        return true;
    }

    @Override
    public Tensor.Type type() {
        return Tensor.Type.F32;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void margins(Wiring graph, String features, String margins, int count) {
        TreesBuilder trees = Trees.builder(Tensor.Type.F32, 2, 1)
                .tree(0)
                .split(0, 10, Trees.Missing.NAN, true)
                .leaf(-1)
                .leaf(2);
        if (count == 2) {
            trees.tree(0)
                    .categories(1, new long[] {1}, true, Trees.Missing.NAN, false)
                    .leaf(0.25)
                    .leaf(-0.25);
        }
        graph.add(new Node.TreeEnsemble(features, margins, trees.build()));
    }
}
