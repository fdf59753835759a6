package io.mlstack.serve.predict.internal.explain;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which margin of a graph is explained, by which features, and the layers or trees between the two.
 *
 * <p>The margin is what the last link (sigmoid, softmax, ...) takes, in a regression without link the first number that goes
 * out. From there the walk goes back through layers to trees, or to a value whose numbers come from one column each.
 */
public final class ExplainPlan {

    private final ModelGraph graph;
    private final FeatureSources sources;
    private final Map<String, Node> makers = new HashMap<>();
    private final List<Node> chain = new ArrayList<>();
    private final String margin;
    private final String features;
    private @Nullable Trees trees;

    private ExplainPlan(ModelGraph graph) {
        this.graph = graph;
        this.sources = new FeatureSources(graph);
        graph.nodes().forEach(node -> makers.put(node.output(), node));
        this.margin = findMargin();
        this.features = walkBack();
    }

    /** @throws InvalidInputException if the graph has no margin, or a node on the way from it that cannot be explained */
    public static ExplainPlan of(ModelGraph graph) {
        for (Column column : graph.input()) {
            if (graph.type(column.name()) instanceof ValueType.Text) {
                throw refuse(
                        "column " + column.name(),
                        "is text, whose terms have no contributions yet",
                        "explain a model of numbers and categories");
            }
        }
        return new ExplainPlan(graph);
    }

    private String findMargin() {
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (isLink(node)) {
                return node.inputs().get(0);
            }
        }
        for (Column column : graph.output()) {
            ValueType type = graph.type(column.name());
            if (type instanceof ValueType.F32 || type instanceof ValueType.F64) {
                return column.name();
            }
        }
        throw refuse("graph", "has no number that goes out, so there is nothing to explain", "let its score go out");
    }

    /** What makes a prediction of a margin. A calibration that starts from a probability is none: the link is before it. */
    private boolean isLink(Node node) {
        return node instanceof Node.Softmax
                || node instanceof Node.Sigmoid
                || node instanceof Node.Link
                || node instanceof Node.Platt
                        && !(makers.get(node.inputs().get(0)) instanceof Node.Sigmoid)
                        && !(makers.get(node.inputs().get(0)) instanceof Node.Softmax);
    }

    private String walkBack() {
        String value = margin;
        while (!sources.known(value)) {
            Node maker = makers.get(value);
            if (maker instanceof Node.TreeEnsemble ensemble) {
                trees = explainable(ensemble);
                value = ensemble.input();
                if (!sources.known(value)) {
                    throw stuck(makers.get(value));
                }
                return value;
            }
            if (maker == null || Layers.of(maker, graph).isEmpty()) {
                throw stuck(maker);
            }
            chain.add(0, maker);
            value = maker.inputs().get(0);
        }
        return value;
    }

    private static Trees explainable(Node.TreeEnsemble node) {
        Trees trees = node.trees();
        String place = "TreeEnsemble node \"" + node.output() + "\"";
        if (!trees.hasCover()) {
            throw refuse(
                    place,
                    "does not know how many training rows came by each node, which Shapley values weigh by",
                    "import the model from a file that has them (sum_hessian, leaf_count)");
        }
        if (trees.hasLinearLeaves()) {
            throw refuse(place, "has linear leaves, which Shapley values of trees are not defined for", "explain none");
        }
        if (trees.depth() > TreeShap.MAX_DEPTH) {
            throw refuse(
                    place,
                    "is " + trees.depth() + " splits deep; weights of subsets lose all digits beyond "
                            + TreeShap.MAX_DEPTH,
                    "train shallower trees");
        }
        return trees;
    }

    private InvalidInputException stuck(@Nullable Node maker) {
        String place = maker == null ? "graph" : maker.getClass().getSimpleName() + " node \"" + maker.output() + "\"";
        return refuse(
                place,
                "mixes columns on the way to the margin \"" + margin + "\" in a way that no explanation covers",
                "linear models, nets and tree ensembles over features of one column each can be explained");
    }

    private static InvalidInputException refuse(String place, String message, String cure) {
        return new InvalidInputException(new Finding("explain.unsupported", place, message, cure));
    }

    /** Name of the value that is explained. */
    public String margin() {
        return margin;
    }

    /** Name of the value whose numbers have shares. */
    public String features() {
        return features;
    }

    /** Position of the column that each feature comes from. */
    public int[] featureColumns() {
        return sources.columns(features);
    }

    /** The flat row whose features linear models and nets start from. */
    public double[] meanRow() {
        return sources.meanRow();
    }

    /** Whether trees make the margin. */
    public boolean hasTrees() {
        return trees != null;
    }

    /** Whether the margin is a weighed sum of the features. */
    public boolean isLinear() {
        return layers().stream().allMatch(Layer::isAffine);
    }

    /**
     * What splits the margin.
     *
     * @param start the features of the mean row; of no meaning to trees
     * @throws InvalidInputException if layers follow trees that are not linear
     */
    public Attribution attribution(double[] start) {
        List<Layer> layers = layers();
        Trees ensemble = trees;
        if (ensemble == null) {
            return new LayerChain(start, layers.isEmpty() ? List.of(Layers.identity(start.length)) : layers);
        }
        Attribution shap = new TreeShap(ensemble);
        if (layers.isEmpty()) {
            return shap;
        }
        if (!isLinear()) {
            throw stuck(chain.get(0));
        }
        return weighed(shap, layers);
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (Node node : chain) {
            layers.addAll(Layers.of(node, graph));
        }
        return layers;
    }

    /** An affine chain is known by what it makes of zero and of each unit. */
    private static Attribution weighed(Attribution shap, List<Layer> layers) {
        double[] bias = forward(layers, new double[shap.outputs()]);
        double[][] weights = new double[bias.length][shap.outputs()];
        for (int k = 0; k < shap.outputs(); k++) {
            double[] unit = new double[shap.outputs()];
            unit[k] = 1;
            double[] out = forward(layers, unit);
            for (int j = 0; j < bias.length; j++) {
                weights[j][k] = out[j] - bias[j];
            }
        }
        return new WeighedTrees(shap, weights, bias);
    }

    private static double[] forward(List<Layer> layers, double[] in) {
        double[] values = in;
        for (Layer layer : layers) {
            values = layer.forward(values);
        }
        return values;
    }
}
