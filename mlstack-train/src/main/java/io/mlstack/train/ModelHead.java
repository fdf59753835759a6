package io.mlstack.train;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.train.engine.Fitted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The last part of a model's graph: the learned layers, and from raw scores to what a caller asks for. */
final class ModelHead {
    static final String PROBABILITY = "probability";
    static final String PROBABILITIES = "probabilities";

    /** Raw scores leave the graph too, unless a column has that name. */
    static final String SCORE = "score";

    private final Preparation preparation;
    private final Answers answers;

    ModelHead(Preparation preparation, Answers answers) {
        this.preparation = preparation;
        this.answers = answers;
    }

    /** Names that leave the graph and so cannot be those of inputs. */
    static Set<String> outputs(Answers answers) {
        Set<String> names = new HashSet<>();
        names.add(answers.problem().target());
        if (answers.problem().kind().isClassification()) {
            names.addAll(List.of(PROBABILITY, PROBABILITIES));
        }
        return names;
    }

    ModelGraph graph(Fitted fitted) {
        ModelGraph.Builder graph = preparation.graph();
        Tensor bias = fitted.layers().get(fitted.layers().size() - 1).bias();
        String target = answers.problem().target();
        if (!answers.problem().kind().isClassification()) {
            if (bias.type() == Tensor.Type.F64) {
                layers(graph, fitted, target);
            } else {
                String score = preparation.fresh(SCORE);
                layers(graph, fitted, score);
                graph.add(new Node.Cast(score, target, Tensor.Type.F64));
            }
            return graph.output(Column.of(target, ColumnType.FLOAT64)).build();
        }
        String scores = preparation.fresh(SCORE);
        layers(graph, fitted, scores);
        List<String> classes = answers.classes();
        int positive = answers.positive();
        probabilities(graph, scores, bias.size(), positive);
        decision(graph, positive, classes);
        graph.add(new Node.Pick(PROBABILITIES, target, PROBABILITY))
                .output(Column.of(target, ColumnType.category(classes)))
                .output(Column.of(PROBABILITY, ColumnType.FLOAT64))
                .output(Column.of(PROBABILITIES, ColumnType.vector(classes.size())));
        if (scores.equals(SCORE)) {
            graph.output(Column.of(SCORE, scoreType(bias)));
        }
        return graph.build();
    }

    /** Where mistakes cost differently, the answer with the least expected cost; else the most probable one. */
    private void decision(ModelGraph.Builder graph, int positive, List<String> classes) {
        String target = answers.problem().target();
        if (positive >= 0) {
            graph.add(new Node.Threshold(PROBABILITIES, target, positive, threshold(), classes));
        } else if (answers.problem().costs().isEmpty()) {
            graph.add(new Node.ArgMax(PROBABILITIES, target, classes));
        } else {
            String savings = preparation.fresh("savings");
            graph.add(new Node.Linear(PROBABILITIES, savings, savings(classes), zeros(classes.size())))
                    .add(new Node.ArgMax(savings, target, classes));
        }
    }

    /**
     * Row by answer, column by truth: minus what that mistake costs, so that the product with the probabilities is minus the
     * expected cost (Elkan, equation 1).
     */
    private Tensor savings(List<String> classes) {
        int count = classes.size();
        double[] values = new double[count * count];
        for (int answer = 0; answer < count; answer++) {
            for (int truth = 0; truth < count; truth++) {
                values[answer * count + truth] = 0 - answers.problem().costOf(classes.get(truth), classes.get(answer));
            }
        }
        return Tensor.of(values, count, count);
    }

    private static Tensor zeros(int count) {
        return Tensor.of(new double[count], count);
    }

    /**
     * The probability at which both answers cost the same: Elkan, "The foundations of cost-sensitive learning", IJCAI 2001,
     * equation 2. One half where mistakes cost alike. A probability of exactly that counts as positive, as in every curve over
     * thresholds.
     */
    private double threshold() {
        String yes = answers.classes().get(answers.positive());
        String no = answers.classes().get(1 - answers.positive());
        double miss = answers.problem().costOf(yes, no);
        double alarm = answers.problem().costOf(no, yes);
        return alarm / (alarm + miss);
    }

    private static ColumnType scoreType(Tensor bias) {
        if (bias.size() > 1) {
            return ColumnType.vector(bias.size());
        }
        return bias.type() == Tensor.Type.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }

    /** A single score is the margin of the positive class, or of class 1 where none is positive. */
    private void probabilities(ModelGraph.Builder graph, String scores, int count, int positive) {
        if (count > 1) {
            graph.add(new Node.Softmax(scores, PROBABILITIES));
            return;
        }
        String sigmoid = preparation.fresh("sigmoid");
        graph.add(new Node.Sigmoid(scores, sigmoid));
        graph.add(new Node.TwoClass(sigmoid, PROBABILITIES, positive >= 0 ? positive : 1));
    }

    private void layers(ModelGraph.Builder graph, Fitted fitted, String scores) {
        String input = preparation.features();
        Tensor.Type type = Tensor.Type.F64;
        int number = 0;
        for (Fitted.Layer layer : fitted.layers()) {
            boolean isLast = ++number == fitted.layers().size();
            if (layer.weights().type() != type) {
                type = layer.weights().type();
                String cast = preparation.fresh(number == 1 ? "features.f32" : "output.f64");
                graph.add(new Node.Cast(input, cast, type));
                input = cast;
            }
            String output = isLast ? scores : preparation.fresh("hidden." + number);
            graph.add(
                    type == Tensor.Type.F32
                            ? new Node.Dense(input, output, layer.weights(), layer.bias(), layer.activation())
                            : linear(input, output, layer));
            input = output;
        }
    }

    private static Node linear(String input, String output, Fitted.Layer layer) {
        if (layer.activation() != Activation.IDENTITY) {
            throw new IllegalArgumentException("a float64 layer has no activation, got " + layer.activation());
        }
        return new Node.Linear(input, output, layer.weights(), layer.bias());
    }
}
