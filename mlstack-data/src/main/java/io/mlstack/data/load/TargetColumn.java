package io.mlstack.data.load;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.IntVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brings the target of labelled rows into the one type of its kind of problem, and reports what stands against it. */
final class TargetColumn {

    private static final int MANY_CLASSES = 1000;
    private static final int FEW_ROWS = 20;
    private static final int SHOWN = 5;

    private final Problem problem;
    private final Columns rows;
    private final Column column;
    private final Findings findings;
    private final String place;

    private TargetColumn(Problem problem, Columns rows, Findings findings) {
        this.problem = problem;
        this.rows = rows;
        this.column = rows.schema().column(problem.target());
        this.findings = findings;
        this.place = "column " + problem.target();
    }

    /** {@code rows} with the target as a category without gaps, or as float64; unchanged where findings were added. */
    static Columns convert(Problem problem, Columns rows, Findings findings) {
        TargetColumn target = new TargetColumn(problem, rows, findings);
        if (rows.rows() == 0) {
            findings.add("split.no-labels", target.place, "no row has a value", "label some rows first");
            return rows;
        }
        return problem.kind().isClassification() ? target.toCategory() : target.toNumber();
    }

    private Columns toCategory() {
        if (!isClass(column.type())) {
            findings.add(
                    "split.target-type",
                    place,
                    column.type().spelling() + " names no classes",
                    "use text, a category, whole numbers or truth values, or state a regression problem");
            return rows;
        }
        int index = rows.schema().indexOf(column.name());
        List<String> labels = IntStream.range(0, rows.rows())
                .mapToObj(row -> String.valueOf(rows.text(row, index)))
                .toList();
        List<String> seen = labels.stream().distinct().toList();
        List<String> classes =
                column.type() instanceof ColumnType.Category category ? category.levels() : inCodePointOrder(seen);
        checkClasses(seen, classes);
        if (!findings.isEmpty()) {
            return rows;
        }
        java.util.Map<String, Integer> codes =
                IntStream.range(0, classes.size()).boxed().collect(Collectors.toMap(classes::get, i -> i));
        int[] values = labels.stream().mapToInt(codes::get).toArray();
        return rows.with(typed(ColumnType.category(classes)), IntVector.of(values));
    }

    private void checkClasses(List<String> seen, List<String> classes) {
        if (seen.size() == 1) {
            findings.add(
                    "split.one-class",
                    place,
                    "all " + rows.rows() + " rows are " + (column.personal() ? "alike" : "\"" + seen.get(0) + "\""),
                    "add rows of another class: there is nothing to tell apart");
        } else if (isBroken(seen.size())) {
            findings.add(
                    "split.many-classes",
                    place,
                    seen.size() + " different values in " + rows.rows() + " rows are too many for classes, such as "
                            + shown(seen),
                    "choose another target, or group its values");
        } else if (problem.kind() == ProblemKind.BINARY && classes.size() != 2) {
            findings.add(
                    "split.not-binary",
                    place,
                    classes.size() + " classes (" + shown(classes) + ") in a binary problem",
                    "state a multiclass problem, or join classes");
        }
        problem.positive()
                .filter(positive -> !classes.contains(positive))
                .ifPresent(positive -> findings.add(
                        "split.no-positive",
                        place,
                        "positive class \"" + positive + "\" does not occur",
                        column.personal() ? "name a class that occurs" : NearestName.cure(positive, classes)));
    }

    private boolean isBroken(int classes) {
        return classes > MANY_CLASSES || rows.rows() >= FEW_ROWS && classes > rows.rows() / 2;
    }

    private Columns toNumber() {
        if (column.type().kind() == ColumnType.Kind.BOOLEAN || !column.type().isNumeric()) {
            findings.add(
                    "split.target-type",
                    place,
                    column.type().spelling() + " is no number to predict",
                    "use a column of numbers, or state a binary or multiclass problem");
            return rows;
        }
        double[] values = rows.numbers(column.name());
        long broken = Arrays.stream(values).filter(v -> !Double.isFinite(v)).count();
        if (broken > 0) {
            findings.add(
                    "split.target-not-finite",
                    place,
                    broken + " of " + values.length + " values are NaN or infinite",
                    "correct them or make them missing");
            return rows;
        }
        return rows.with(typed(ColumnType.FLOAT64), DoubleVector.of(values));
    }

    private Column typed(ColumnType type) {
        return new Column(column.name(), type, false, column.personal(), column.description());
    }

    private static boolean isClass(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT32, INT64, TEXT, CATEGORY -> true;
            case FLOAT32, FLOAT64, DECIMAL, DATE, TIMESTAMP, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
    }

    private String shown(List<String> classes) {
        return column.personal()
                ? "(personal, not shown)"
                : classes.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (classes.size() > SHOWN ? ", ..." : "");
    }

    /** UTF-8 sorts as code points do, which UTF-16, the order of String, does not. */
    private static List<String> inCodePointOrder(List<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        return sorted;
    }
}
