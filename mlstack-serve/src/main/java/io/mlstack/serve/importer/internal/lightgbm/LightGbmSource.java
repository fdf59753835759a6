package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.table.Column;
import io.mlstack.serve.importer.UnsupportedModelException;
import io.mlstack.serve.importer.internal.Assembly;
import io.mlstack.serve.importer.internal.Feature;
import io.mlstack.serve.importer.internal.Head;
import io.mlstack.serve.importer.internal.Quirk;
import io.mlstack.serve.importer.internal.Rounds;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.importer.internal.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A LightGBM model, ready to become a graph. */
public final class LightGbmSource implements SourceModel {

    private final LightGbmModel model;
    private final List<Feature> features;

    /**
     * A model whose features can be the columns of rows.
     *
     * @throws UnsupportedModelException if a name cannot name a column, or it is not clear which column has which categories
     */
    public LightGbmSource(LightGbmModel model) {
        this.model = model;
        this.features = new Features(model).all();
    }

    @Override
    public String trainer() {
        return "LightGBM (text " + model.version() + ")";
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** LightGBM calls features without a name {@code Column_0}, {@code Column_1}, ... */
    @Override
    public boolean namesFeatures() {
        for (int i = 0; i < features.size(); i++) {
            if (!features.get(i).name().equals("Column_" + i)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Tensor.Type type() {
        return Tensor.Type.F64;
    }

    @Override
    public int outputs() {
        return model.trees().outputs();
    }

    @Override
    public Head head() {
        LightGbmObjective objective = model.objective();
        return switch (objective.link()) {
            case IDENTITY -> new Head(objective.isRanking() ? Head.Task.RANK : Head.Task.NUMBERS, Head.IDENTITY);
            case SIGNED_SQUARE -> new Head(Head.Task.NUMBERS, Head.link(LinkFunction.SIGNED_SQUARE));
            case EXP -> new Head(Head.Task.NUMBERS, Head.link(LinkFunction.EXP));
            case SOFTPLUS -> new Head(Head.Task.NUMBERS, Head.link(LinkFunction.SOFTPLUS));
            case SIGMOID -> new Head(Head.Task.NUMBERS, sigmoid());
            case BINARY -> new Head(Head.Task.TWO_CLASSES, sigmoid());
            case SOFTMAX -> new Head(Head.Task.CLASSES, Head.SOFTMAX);
            case ONE_VERSUS_ALL -> new Head(Head.Task.CLASSES, sigmoid());
        };
    }

    private Head.Transform sigmoid() {
        double scale = model.objective().scale();
        if (scale == 1) {
            return Head.SIGMOID;
        }
        double[] slope = new double[outputs()];
        Arrays.fill(slope, scale);
        Tensor slopes = Tensor.of(slope, slope.length);
        Tensor intercepts = Tensor.of(new double[slope.length], slope.length);
        return (graph, from, to) -> graph.add(new Node.Platt(from, to, slopes, intercepts));
    }

    /** All: the file notes no best iteration, LightGBM's Python package saves no iterations after it. */
    @Override
    public Rounds rounds() {
        return Rounds.all(model.trees().trees() / outputs());
    }

    @Override
    public void margins(Wiring graph, String rows, String margins, int rounds) {
        Trees trees = FirstTrees.of(model.trees(), Math.multiplyExact(rounds, outputs()));
        graph.add(new Node.TreeEnsemble(rows, margins, trees));
    }

    @Override
    public List<Quirk> quirks(int rounds) {
        List<Quirk> quirks = new ArrayList<>();
        if (model.trees().isAverage()) {
            quirks.add(
                    new Quirk(
                            Assembly.SCORE,
                            mean -> mean * rounds,
                            "the trainer's score is the sum of the " + rounds
                                    + " trees: LightGBM's raw_score of a random forest is not averaged, but its predictions are"));
        }
        double scale = model.objective().scale();
        if (scale != 1) {
            quirks.add(new Quirk(
                    Assembly.PROBABILITIES,
                    p -> 1 / (1 + Math.pow((1 - p) / p, 1 / scale)),
                    "agrees without the parameter sigmoid:" + scale
                            + " of the file: the trainer's probabilities come from its raw scores alone"));
        }
        return quirks;
    }

    /** Names, and the categories of each category column. */
    private static final class Features {

        private final LightGbmModel model;
        private final Findings findings = Findings.collect();

        Features(LightGbmModel model) {
            this.model = model;
        }

        List<Feature> all() {
            List<Integer> categorical = categorical();
            boolean withLevels = !model.categories().isEmpty();
            if (withLevels && categorical.size() != model.categories().size()) {
                findings.add(new Finding(
                        "lightgbm.pandas-categorical",
                        model.source(),
                        "lists the categories of " + model.categories().size() + " columns, but " + categorical.size()
                                + " of its features are categorical: it is not clear which column has which",
                        "train with category columns for all categorical features and for no other (no ordered ones)"));
                withLevels = false;
            }
            List<Feature> features = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < model.features().size(); i++) {
                String name = model.features().get(i).name();
                int position = categorical.indexOf(i);
                check(name, names.add(name));
                if (position < 0) {
                    features.add(Feature.number(name));
                } else {
                    features.add(withLevels ? category(name, position) : Feature.codes(name));
                }
            }
            findings.throwIfAny(UnsupportedModelException::new);
            return List.copyOf(features);
        }

        private Feature category(String name, int position) {
            List<String> levels = model.categories().get(position);
            if (levels.isEmpty() || new HashSet<>(levels).size() != levels.size()) {
                findings.add(
                        "lightgbm.pandas-categorical",
                        "feature " + LightGbmHeader.shown(name),
                        levels.isEmpty() ? "has no category" : "has two categories of one name",
                        "give each category of the column a text of its own and train again");
                return Feature.codes(name);
            }
            return Feature.category(name, levels);
        }

        private void check(String name, boolean fresh) {
            if (!fresh || !Column.isName(name)) {
                findings.add(
                        "lightgbm.features",
                        model.source(),
                        "\"" + LightGbmHeader.shown(name)
                                + (fresh ? "\" cannot name a column" : "\" names two features"),
                        "rename the feature in the file, in feature_names");
            }
        }

        /** Positions of the features that were trained as categories, rising. */
        private List<Integer> categorical() {
            Set<Integer> said = new HashSet<>();
            for (String word :
                    model.parameters().getOrDefault("categorical_feature", "").split(",")) {
                double number = LightGbmHeader.number(word.trim());
                if (number == Math.rint(number)) {
                    said.add((int) number);
                }
            }
            Trees trees = model.trees();
            for (int node = 0; node < trees.nodes(); node++) {
                if (!trees.isLeaf(node) && trees.byCategories(node)) {
                    said.add(trees.feature(node));
                }
            }
            List<Integer> positions = new ArrayList<>();
            for (int i = 0; i < model.features().size(); i++) {
                boolean codes = model.features().get(i).kind() == LightGbmFeature.Kind.CATEGORICAL;
                if (codes || said.contains(i)) {
                    positions.add(i);
                }
            }
            return positions;
        }
    }
}
