package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.serve.importer.internal.Feature;
import io.mlstack.serve.importer.internal.Head;
import io.mlstack.serve.importer.internal.Rounds;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.importer.internal.Wiring;
import java.util.List;

/**
 * A model of XGBoost.
 *
 * @param booster trees, or weights that are laid out as trees
 * @param whole all rounds of the booster
 */
record XgboostModel(
        String trainer, List<Feature> features, boolean namesFeatures, Head head, Booster booster, Trees whole)
        implements SourceModel {

    /** What makes margins. */
    interface Booster {

        Rounds rounds();

        /** The trees of the first {@code rounds}. */
        Trees trees(int rounds);
    }

    XgboostModel {
        features = List.copyOf(features);
    }

    @Override
    public Tensor.Type type() {
        return Tensor.Type.F32;
    }

    @Override
    public int outputs() {
        return whole.outputs();
    }

    @Override
    public Rounds rounds() {
        return booster.rounds();
    }

    @Override
    public void margins(Wiring graph, String input, String margins, int rounds) {
        Trees trees = rounds == rounds().all() ? whole : booster.trees(rounds);
        graph.add(new Node.TreeEnsemble(input, margins, trees));
    }
}
