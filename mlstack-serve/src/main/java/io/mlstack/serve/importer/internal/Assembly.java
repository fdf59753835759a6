package io.mlstack.serve.importer.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the graph of a foreign model and what its user chose: columns, marker of what is missing, margins, predictions. */
public final class Assembly {

    /** Margins; left out where a column of the rows has that name. */
    public static final String SCORE = "score";

    /** Probability of the predicted class. */
    public static final String PROBABILITY = "probability";

    /** Probabilities of all classes. */
    public static final String PROBABILITIES = "probabilities";

    private final SourceModel model;
    private final Choices choices;
    private final List<Column> columns;
    private final ModelGraph.Builder graph;
    private final Wiring wiring;
    private final String score;

    private Assembly(SourceModel model, Choices choices) {
        this.model = model;
        this.choices = choices;
        this.columns = new InputColumns(model, choices.schema()).columns();
        Schema input = Schema.of(columns);
        this.graph = ModelGraph.from(input);
        Set<String> taken = new HashSet<>(input.names());
        check(taken);
        boolean ranks = model.head().task() == Head.Task.RANK;
        String margins = taken.contains(SCORE) && ranks ? choices.target() : SCORE;
        taken.addAll(outputs());
        this.wiring = new Wiring(graph, taken);
        this.score = wiring.fresh(margins);
    }

    /**
     * The graph.
     *
     * @throws InvalidInputException with everything that the choices and the model do not agree on
     */
    public static ModelGraph graph(SourceModel model, Choices choices) {
        return new Assembly(model, choices).build();
    }

    /** Names of the classes of a model that predicts some. */
    public static List<String> classes(SourceModel model, Choices choices) {
        int count = Math.max(2, model.outputs());
        return choices.classes().isEmpty()
                ? IntStream.range(0, count).mapToObj(Integer::toString).toList()
                : choices.classes();
    }

    private List<String> outputs() {
        return switch (model.head().task()) {
            case NUMBERS -> List.of(choices.target());
            case TWO_CLASSES, CLASSES -> List.of(choices.target(), PROBABILITY, PROBABILITIES);
            case RANK -> List.of();
        };
    }

    private void check(Set<String> taken) {
        Findings findings = Findings.collect();
        for (String output : outputs()) {
            if (taken.contains(output)) {
                findings.add(
                        "import.name-taken",
                        "output " + output,
                        "is also a column that the model reads",
                        output.equals(choices.target())
                                ? "name the predicted column by target(...)"
                                : "rename the column in a schema(...) of a model without feature names, or in training");
            }
        }
        classes(findings);
        int all = model.rounds().all();
        choices.rounds().ifPresent(rounds -> {
            if (rounds < 1 || rounds > all) {
                findings.add("import.rounds", "rounds", "is " + rounds + ", the file holds " + all, "give 1 to " + all);
            }
        });
        findings.throwIfAny(InvalidInputException::new);
    }

    private void classes(Findings findings) {
        boolean classifies = outputs().size() > 1;
        List<String> names = choices.classes();
        int count = Math.max(2, model.outputs());
        if (!names.isEmpty() && !classifies) {
            findings.add("import.classes", "classes", "the model predicts none", "leave them out");
        } else if (!names.isEmpty() && names.size() != count) {
            findings.add(
                    "import.classes",
                    "classes",
                    "name " + names.size() + ", the model has " + count,
                    "name all of them, in the order of the training codes");
        }
    }

    private ModelGraph build() {
        int rounds = choices.rounds().orElse(model.rounds().usual());
        model.margins(wiring, marked(features()), score, rounds);
        switch (model.head().task()) {
            case NUMBERS -> numbers();
            case TWO_CLASSES -> twoClasses();
            case CLASSES -> severalClasses();
            case RANK -> {}
        }
        if (score.equals(SCORE) || model.head().task() == Head.Task.RANK) {
            graph.output(Column.of(score, marginType()));
        }
        return graph.build();
    }

    private String features() {
        boolean narrow = model.type() == Tensor.Type.F32;
        boolean allF32 = columns.stream().allMatch(Assembly::isF32);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(feature(i, allF32));
        }
        String joined = values.get(0);
        if (values.size() > 1) {
            joined = wiring.fresh("features");
            wiring.add(new Node.Concat(values, joined));
        }
        return allF32 == narrow ? joined : cast(joined, model.type());
    }

    private String feature(int position, boolean allF32) {
        Column column = columns.get(position);
        if (column.type() instanceof ColumnType.Category category) {
            String code = wiring.fresh("code." + column.name());
            wiring.add(new Node.Ordinal(
                    column.name(), code, codes(category.levels().size())));
            return code;
        }
        return isF32(column) && !allF32 ? cast(column.name(), Tensor.Type.F64) : column.name();
    }

    private String cast(String value, Tensor.Type type) {
        String cast = wiring.fresh(value + "." + type.name().toLowerCase(Locale.ROOT));
        wiring.add(new Node.Cast(value, cast, type));
        return cast;
    }

    /** Codes in the order of the levels; whatever is no level is missing, as it is for the trainers. */
    private static Tensor codes(int levels) {
        double[] codes = new double[levels + 2];
        Arrays.setAll(codes, i -> i < levels ? i : Double.NaN);
        return Tensor.of(codes, levels + 2);
    }

    private static boolean isF32(Column column) {
        return column.type().kind() == ColumnType.Kind.FLOAT32 || column.type().kind() == ColumnType.Kind.VECTOR;
    }

    private String marked(String features) {
        if (choices.missing().isEmpty()) {
            return features;
        }
        String marked = wiring.fresh("known");
        wiring.add(new Node.MarkMissing(features, marked, choices.missing().getAsDouble()));
        return marked;
    }

    // ---- predictions

    private void numbers() {
        model.head().transform().add(wiring, score, choices.target());
        ColumnType type = model.outputs() == 1 ? ColumnType.FLOAT64 : ColumnType.vector(model.outputs());
        graph.output(Column.of(choices.target(), type));
    }

    private void twoClasses() {
        String positive = wiring.fresh("positive");
        model.head().transform().add(wiring, score, positive);
        wiring.add(new Node.TwoClass(positive, PROBABILITIES, 1));
        label();
    }

    private void severalClasses() {
        model.head().transform().add(wiring, score, PROBABILITIES);
        label();
    }

    /** The first of equally probable classes, as {@code argmax} takes it in the trainers' own classifiers. */
    private void label() {
        List<String> classes = classes(model, choices);
        String target = choices.target();
        wiring.add(new Node.ArgMax(PROBABILITIES, target, classes));
        wiring.add(new Node.Pick(PROBABILITIES, target, PROBABILITY));
        graph.output(Column.of(target, ColumnType.category(classes)))
                .output(Column.of(PROBABILITY, ColumnType.FLOAT64))
                .output(Column.of(PROBABILITIES, ColumnType.vector(classes.size())));
    }

    private ColumnType marginType() {
        if (model.outputs() > 1) {
            return ColumnType.vector(model.outputs());
        }
        return model.type() == Tensor.Type.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }
}
