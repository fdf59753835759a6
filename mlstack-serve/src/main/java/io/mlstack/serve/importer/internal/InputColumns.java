package io.mlstack.serve.importer.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the column of each feature, by name, or by position where the file names none. */
final class InputColumns {

    private final SourceModel model;
    private final @Nullable Schema schema;
    private final boolean named;
    private final Findings findings = Findings.collect();

    InputColumns(SourceModel model, @Nullable Schema schema) {
        this.model = model;
        this.schema = schema;
        this.named = model.namesFeatures();
    }

    /**
     * A column for each feature, in their order; or one vector of them all.
     *
     * @throws InvalidInputException with every feature without a column, and every column of a type that does not fit
     */
    List<Column> columns() {
        if (schema == null) {
            return model.features().stream().map(this::natural).toList();
        }
        if (isVector(schema)) {
            return schema.columns();
        }
        List<Column> columns = named ? byName(schema) : byPosition(schema);
        findings.throwIfAny(InvalidInputException::new);
        return columns;
    }

    private Column natural(Feature feature) {
        ColumnType number = model.type() == Tensor.Type.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
        ColumnType type = feature.levels().isEmpty() ? number : ColumnType.category(feature.levels());
        return Column.of(feature.name(), type).asNullable();
    }

    private boolean isVector(Schema given) {
        return given.size() == 1
                && given.column(0).type() instanceof ColumnType.Vector vector
                && vector.width() == model.features().size();
    }

    private List<Column> byName(Schema given) {
        List<Column> columns = new ArrayList<>();
        for (Feature feature : model.features()) {
            if (given.has(feature.name())) {
                columns.add(fitted(feature, given.column(feature.name())));
            } else {
                findings.add(
                        "import.no-such-column",
                        "feature " + feature.name(),
                        "the model reads it, the schema has no such column",
                        NearestName.cure(feature.name(), given.names()));
            }
        }
        return columns;
    }

    private List<Column> byPosition(Schema given) {
        List<Column> columns = new ArrayList<>();
        int count = model.features().size();
        if (given.size() != count) {
            findings.add(
                    "import.columns",
                    "schema",
                    "has " + given.size() + " columns for a model of " + count + " features without names",
                    "give the columns that it was trained on, in their order");
            return columns;
        }
        for (int i = 0; i < count; i++) {
            columns.add(fitted(model.features().get(i), given.column(i)));
        }
        return columns;
    }

    private Column fitted(Feature feature, Column column) {
        if (column.type().isNumeric() && feature.levels().isEmpty()) {
            return column;
        }
        boolean words = column.type().kind() == ColumnType.Kind.TEXT || column.type() instanceof ColumnType.Category;
        if (words && !feature.levels().isEmpty()) {
            requireSomeLevel(feature, column);
            return column.typed(ColumnType.category(feature.levels()));
        }
        if (feature.categorical() && column.type() instanceof ColumnType.Category) {
            return column;
        }
        findings.add("import.column-type", "column " + column.name(), wrong(feature, column), cure(feature));
        return column;
    }

    private void requireSomeLevel(Feature feature, Column column) {
        if (column.type() instanceof ColumnType.Category category
                && !category.levels().isEmpty()) {
            Set<String> known = new HashSet<>(feature.levels());
            if (category.levels().stream().noneMatch(known::contains)) {
                findings.add(
                        "import.levels",
                        "column " + column.name(),
                        "none of its " + category.levels().size() + " levels is one of the model's "
                                + feature.levels().size(),
                        "spell them as the training data did");
            }
        }
    }

    private static String wrong(Feature feature, Column column) {
        String kind = feature.categorical() ? "a category" : "a number";
        return "is " + column.type().kind().name().toLowerCase(Locale.ROOT) + ", the model reads " + kind;
    }

    private static String cure(Feature feature) {
        if (!feature.levels().isEmpty()) {
            return "declare it as text or as a category";
        }
        return feature.categorical()
                ? "declare it as a category whose levels stand in the order of the training codes, or as a number"
                : "convert it as the training code did";
    }
}
