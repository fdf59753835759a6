package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.importer.internal.Rounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The boosters {@code gbtree} and {@code dart}.
 *
 * @param outputsOf which output each tree adds to
 * @param factors what dart multiplies the leaves of each tree with; all 1 for gbtree
 * @param starts which tree each round begins with, and how many trees there are
 * @param base one number for each output
 * @param path of the trees in the file
 */
record TreeBooster(
        List<XgboostTree> grown,
        int[] outputsOf,
        float[] factors,
        int[] starts,
        float[] base,
        int features,
        Rounds rounds,
        String path)
        implements XgboostModel.Booster {

    /**
     * @param model the object that holds the trees
     * @param drop what dart multiplies trees with
     */
    static TreeBooster read(Place model, Optional<Place> drop, Attributes attributes, float[] base, int features) {
        Place trees = model.field("trees");
        List<XgboostTree> grown = new ArrayList<>();
        for (Place tree : trees.items()) {
            grown.add(XgboostTree.read(tree));
        }
        Place info = model.field("tree_info");
        int[] outputsOf = info.ints(grown.size());
        for (int i = 0; i < outputsOf.length; i++) {
            int width = grown.get(i).width();
            if (outputsOf[i] < 0 || outputsOf[i] >= base.length || (width > 1 && width != base.length)) {
                throw Refusal.damaged(
                        info.path(), "tree " + i + " adds to output " + outputsOf[i] + " of " + base.length);
            }
        }
        float[] factors = new float[grown.size()];
        Arrays.fill(factors, 1);
        // A model whose booster once was dart keeps an empty list.
        if (drop.isPresent() && drop.get().numbers().length > 0) {
            factors = drop.get().floats(grown.size());
            drop.get().requireFinite(factors);
        }
        int[] starts = starts(model, grown, base.length);
        Rounds rounds = attributes.rounds(starts.length - 1);
        return new TreeBooster(grown, outputsOf, factors, starts, base, features, rounds, trees.path());
    }

    /** Files before 2.0 do not say where rounds begin: all have the same number of trees. */
    private static int[] starts(Place model, List<XgboostTree> grown, int outputs) {
        Optional<Place> listed = model.optional("iteration_indptr");
        if (listed.isPresent() && listed.get().numbers().length > 0) {
            int[] starts = listed.get().ints();
            boolean rising = starts[0] == 0 && starts[starts.length - 1] == grown.size();
            for (int i = 1; i < starts.length; i++) {
                rising &= starts[i] >= starts[i - 1];
            }
            if (!rising) {
                throw Refusal.damaged(listed.get().path(), "does not rise from 0 to the " + grown.size() + " trees");
            }
            return starts;
        }
        Place param = model.field("gbtree_model_param");
        int parallel = param.optional("num_parallel_tree").map(Place::int32).orElse(1);
        boolean vectors = !grown.isEmpty() && grown.get(0).width() > 1;
        long each = Math.max(1, parallel) * (long) (vectors ? 1 : outputs);
        if (grown.size() % each != 0) {
            throw Refusal.damaged(model.path(), grown.size() + " trees do not make rounds of " + each);
        }
        int[] starts = new int[(int) (grown.size() / each) + 1];
        Arrays.setAll(starts, round -> (int) (round * each));
        return starts;
    }

    @Override
    public Trees trees(int count) {
        int end = starts[count];
        TreesBuilder trees = Trees.builder(Tensor.Type.F32, features, base.length);
        double[] start = new double[base.length];
        Arrays.setAll(start, k -> base[k]);
        trees.base(start);
        boolean cover = end > 0 && grown.subList(0, end).stream().allMatch(tree -> tree.hessians().length > 0);
        for (int i = 0; i < end; i++) {
            trees.tree(outputsOf[i]);
            grown.get(i).addTo(trees, features, factors[i], cover, path + "/" + i);
        }
        if (end == 0) {
            // An ensemble has a tree; this one changes nothing.
            trees.tree(0).leaf(0);
        }
        try {
            return trees.build();
        } catch (IllegalArgumentException e) {
            throw Refusal.damaged(path, "are no trees: " + e.getMessage(), e);
        }
    }

    /** What XGBoost notes beside the model: the best round of early stopping, and whether scikit-learn's interface trained. */
    record Attributes(OptionalInt bestRound, boolean sklearn) {

        static Attributes read(Optional<Place> attributes) {
            OptionalInt best = attributes
                    .flatMap(all -> all.optional("best_iteration"))
                    .map(Place::int32)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
            boolean sklearn =
                    attributes.flatMap(all -> all.optional("scikit_learn")).isPresent();
            return new Attributes(best, sklearn);
        }

        /** Python's {@code XGBClassifier.predict} stops at the best round, {@code Booster.predict} does not. */
        Rounds rounds(int all) {
            if (bestRound.isEmpty() || bestRound.getAsInt() < 0 || bestRound.getAsInt() >= all) {
                return Rounds.all(all);
            }
            int best = bestRound.getAsInt() + 1;
            return new Rounds(all, sklearn ? best : all, OptionalInt.of(best));
        }
    }
}
