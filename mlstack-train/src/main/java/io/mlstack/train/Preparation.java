package io.mlstack.train;

import io.mlstack.api.error.Findings;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first part of a model's graph, from columns to one vector of float64 features, with what it learns from the
 * training rows: means in place of missing values, and the mean and population deviation to standardise by.
 */
final class Preparation {
    private final List<Column> columns;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> featureNames = new ArrayList<>();
    private final String features;

    /**
     * @param reserved names of values that the rest of the graph makes
     */
    Preparation(List<Column> columns, Columns train, Set<String> reserved, Findings findings) {
        this.columns = columns;
        columns.forEach(column -> taken.add(column.name()));
        taken.addAll(reserved);
        List<String> parts = new ArrayList<>();
        List<Column> numeric = columns.stream().filter(c -> !isCategory(c)).toList();
        if (!numeric.isEmpty()) {
            parts.add(standardised(numeric, train, findings));
        }
        for (Column column : columns) {
            if (isCategory(column)) {
                String output = fresh(column.name() + ".onehot");
                nodes.add(new Node.OneHot(column.name(), output));
                parts.add(output);
                levels(column).forEach(level -> featureNames.add(column.name() + "=" + level));
            }
        }
        this.features = fresh("features");
        nodes.add(new Node.Concat(parts, features));
    }

    private static List<String> levels(Column column) {
        return ((ColumnType.Category) column.type()).levels();
    }

    private static boolean isCategory(Column column) {
        return column.type().kind() == ColumnType.Kind.CATEGORY;
    }

    /** Name of the value that holds all features of a row. */
    String features() {
        return features;
    }

    /** How to call each feature: the column, {@code column[3]}, {@code column=level}. */
    List<String> featureNames() {
        return featureNames;
    }

    /** A graph with these nodes and no output yet. */
    ModelGraph.Builder graph() {
        ModelGraph.Builder builder = ModelGraph.from(Schema.of(columns));
        nodes.forEach(builder::add);
        return builder;
    }

    /** A name like {@code wanted} that no column and no other value has. */
    String fresh(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "~";
        }
        return name;
    }

    private String standardised(List<Column> numeric, Columns train, Findings findings) {
        String numbers = fresh("numbers");
        nodes.addAll(casts(numeric, numbers));
        List<double[]> values = new ArrayList<>();
        boolean hasGaps = false;
        for (Column column : numeric) {
            hasGaps |= column.nullable();
            double[][] elements = FeatureColumns.numbers(train, column);
            for (int e = 0; e < elements.length; e++) {
                values.add(elements[e]);
                featureNames.add(elements.length == 1 ? column.name() : column.name() + "[" + e + "]");
            }
        }
        int width = values.size();
        double[] fill = new double[width];
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (int j = 0; j < width; j++) {
            Moments present = Moments.of(values.get(j), Double.NaN);
            fill[j] = present.mean();
            Moments all = Moments.of(values.get(j), present.mean());
            mean[j] = all.mean();
            deviation[j] = all.deviation();
            if (!Double.isFinite(mean[j]) || !Double.isFinite(deviation[j])) {
                findings.add(
                        "train.too-large",
                        "training part, column " + featureNames.get(j),
                        "the values are too large to compute their deviation",
                        "measure them in a larger unit or take their logarithm");
            }
        }
        String filled = numbers;
        if (hasGaps) {
            filled = fresh("numbers.filled");
            nodes.add(new Node.Impute(numbers, filled, Tensor.of(fill, width)));
        }
        String output = fresh("numbers.standardised");
        nodes.add(new Node.Standardise(filled, output, Tensor.of(mean, width), Tensor.of(deviation, width)));
        return output;
    }

    /** Float32 columns join the others as float64, in the order of the columns. */
    private List<Node> casts(List<Column> numeric, String output) {
        List<Node> made = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (Column column : numeric) {
            boolean isFloat = switch (column.type().kind()) {
                case FLOAT32, VECTOR, TENSOR -> true;
                case BOOLEAN, INT32, INT64, FLOAT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP, BLOB, LIST, JSON ->
                    false;
            };
            if (isFloat) {
                String cast = fresh(column.name() + ".f64");
                made.add(new Node.Cast(column.name(), cast, Tensor.Type.F64));
                inputs.add(cast);
            } else {
                inputs.add(column.name());
            }
        }
        made.add(new Node.Concat(inputs, output));
        return made;
    }
}
