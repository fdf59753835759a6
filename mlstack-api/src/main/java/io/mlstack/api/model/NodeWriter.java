package io.mlstack.api.model;

import io.mlstack.api.json.Json;
import java.util.Locale;

/** JSON form of a {@link Node} without its tensors. */
final class NodeWriter implements Node.Visitor<Json.ObjBuilder> {

    private static Json.ObjBuilder start(String op, Node node) {
        return Json.object()
                .put("op", op)
                .put("inputs", Json.strings(node.inputs()))
                .put("output", node.output());
    }

    @Override
    public Json.ObjBuilder impute(Node.Impute node) {
        return start("impute", node);
    }

    @Override
    public Json.ObjBuilder markMissing(Node.MarkMissing node) {
        return start("mark-missing", node).put("marker", node.marker());
    }

    @Override
    public Json.ObjBuilder standardise(Node.Standardise node) {
        return start("standardise", node);
    }

    @Override
    public Json.ObjBuilder oneHot(Node.OneHot node) {
        return start("one-hot", node);
    }

    @Override
    public Json.ObjBuilder concat(Node.Concat node) {
        return start("concat", node);
    }

    @Override
    public Json.ObjBuilder cast(Node.Cast node) {
        return start("cast", node).put("to", node.to().name());
    }

    @Override
    public Json.ObjBuilder linear(Node.Linear node) {
        return start("linear", node);
    }

    @Override
    public Json.ObjBuilder dense(Node.Dense node) {
        return start("dense", node).put("activation", constant(node.activation()));
    }

    @Override
    public Json.ObjBuilder treeEnsemble(Node.TreeEnsemble node) {
        return start("tree-ensemble", node)
                .put("features", node.trees().features())
                .put("average", node.trees().isAverage());
    }

    @Override
    public Json.ObjBuilder ordinal(Node.Ordinal node) {
        return start("ordinal", node);
    }

    @Override
    public Json.ObjBuilder link(Node.Link node) {
        return start("link", node).put("function", node.function().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Json.ObjBuilder sigmoid(Node.Sigmoid node) {
        return start("sigmoid", node);
    }

    @Override
    public Json.ObjBuilder softmax(Node.Softmax node) {
        return start("softmax", node);
    }

    @Override
    public Json.ObjBuilder twoClass(Node.TwoClass node) {
        return start("two-class", node).put("positive", node.positive());
    }

    @Override
    public Json.ObjBuilder argMax(Node.ArgMax node) {
        return start("arg-max", node).put("classes", Json.strings(node.classes()));
    }

    @Override
    public Json.ObjBuilder threshold(Node.Threshold node) {
        return start("threshold", node)
                .put("positive", node.positive())
                .put("threshold", node.threshold())
                .put("classes", Json.strings(node.classes()));
    }

    @Override
    public Json.ObjBuilder pick(Node.Pick node) {
        return start("pick", node);
    }

    @Override
    public Json.ObjBuilder minMax(Node.MinMax node) {
        return start("min-max", node);
    }

    @Override
    public Json.ObjBuilder clip(Node.Clip node) {
        return start("clip", node);
    }

    @Override
    public Json.ObjBuilder bucketise(Node.Bucketise node) {
        return start("bucketise", node);
    }

    @Override
    public Json.ObjBuilder hash(Node.Hash node) {
        return start("hash", node).put("buckets", node.buckets()).put("seed", node.seed());
    }

    @Override
    public Json.ObjBuilder embedding(Node.Embedding node) {
        return start("embedding", node);
    }

    @Override
    public Json.ObjBuilder batchNorm(Node.BatchNorm node) {
        return start("batch-norm", node).put("epsilon", node.epsilon());
    }

    @Override
    public Json.ObjBuilder activate(Node.Activate node) {
        return start("activate", node).put("activation", constant(node.activation()));
    }

    @Override
    public Json.ObjBuilder leakyRelu(Node.LeakyRelu node) {
        return start("leaky-relu", node);
    }

    @Override
    public Json.ObjBuilder platt(Node.Platt node) {
        return start("platt", node);
    }

    @Override
    public Json.ObjBuilder isotonic(Node.Isotonic node) {
        return start("isotonic", node);
    }

    @Override
    public Json.ObjBuilder temperature(Node.Temperature node) {
        return start("temperature", node).put("temperature", node.temperature());
    }

    @Override
    public Json.ObjBuilder normalise(Node.Normalise node) {
        return start("normalise", node);
    }

    @Override
    public Json.ObjBuilder topK(Node.TopK node) {
        return start("top-k", node).put("count", node.count()).put("classes", Json.strings(node.classes()));
    }

    @Override
    public Json.ObjBuilder take(Node.Take node) {
        return start("take", node);
    }

    @Override
    public Json.ObjBuilder tfIdf(Node.TfIdf node) {
        return start("tf-idf", node)
                .put("tokens", TokensJson.write(node.tokens()))
                .put("terms", Json.strings(node.terms()))
                .put("weight", constant(node.weight()))
                .put("norm", constant(node.norm()));
    }

    @Override
    public Json.ObjBuilder hashedText(Node.HashedText node) {
        return start("hashed-text", node)
                .put("tokens", TokensJson.write(node.tokens()))
                .put("width", node.width())
                .put("signed", node.signed())
                .put("weight", constant(node.weight()))
                .put("norm", constant(node.norm()));
    }

    private static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
