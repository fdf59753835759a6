package io.mlstack.data.load;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Divides rows into parts and collects what stands against it. */
final class SplitCheck {

    private final Findings findings = Findings.collect();
    private final Problem problem;
    private final Columns table;
    private final String keyColumn;
    private final int[] labelled;

    SplitCheck(Problem problem, Columns table, String keyColumn) {
        this.problem = problem;
        this.table = table;
        this.keyColumn = keyColumn;
        if (table.schema().has(problem.target())) {
            this.labelled = IntStream.range(0, table.rows())
                    .filter(row -> !table.vector(problem.target()).isMissing(row))
                    .toArray();
        } else {
            this.labelled = new int[0];
            findings.add(problem.missingTarget("table", table.schema().names()));
        }
        problem.ignored().stream()
                .filter(name -> !table.schema().has(name))
                .forEach(name -> findings.add(
                        "split.no-such-column",
                        "problem " + problem.name(),
                        "ignored column \"" + name + "\" does not exist",
                        NearestName.cure(name, table.schema().names())));
    }

    /** Rows without a target. */
    int unlabelled() {
        return table.rows() - labelled.length;
    }

    /** @throws InvalidInputException with everything that was found */
    void throwIfAny() {
        findings.throwIfAny(InvalidInputException::new);
    }

    /** The parts by key or group; without meaning where findings were added. */
    List<Columns> divide(SplitRule rule) {
        String[] keys = keys(row -> "row " + row);
        String[] groups = rule.groupBy().isEmpty()
                ? keys
                : KeyTexts.read(table, rule.groupBy().get(), "group", findings);
        Columns converted = converted();
        if (groups == null || converted == null) {
            return List.of();
        }
        Part[] parts = new Part[labelled.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = rule.partOf(groups[labelled[i]]);
        }
        List<Columns> divided = take(converted, row -> parts[row]);
        for (Part part : Part.values()) {
            checkRows(part, divided.get(part.ordinal()), rule.share(part) > 0);
        }
        checkTraining(divided);
        return divided;
    }

    /** The parts that begin at the first row, at {@code validationFrom} and at {@code testFrom}. */
    List<Columns> cut(int validationFrom, int testFrom) {
        keys(row -> row < validationFrom
                ? "train row " + row
                : row < testFrom ? "validation row " + (row - validationFrom) : "test row " + (row - testFrom));
        Columns converted = converted();
        if (converted == null) {
            return List.of();
        }
        List<Columns> divided = take(
                converted,
                row -> labelled[row] < validationFrom
                        ? Part.TRAIN
                        : labelled[row] < testFrom ? Part.VALIDATION : Part.TEST);
        checkRows(Part.TRAIN, divided.get(0), true);
        checkRows(Part.TEST, divided.get(2), true);
        checkTraining(divided);
        return divided;
    }

    private String @Nullable [] keys(IntFunction<String> rowName) {
        String[] keys = KeyTexts.read(table, keyColumn, "key", findings);
        if (keys != null) {
            KeyTexts.requireDistinct(keys, keyColumn, rowName, findings);
        }
        return keys;
    }

    /** The labelled rows with the target in its final type; null where it has none. */
    private @Nullable Columns converted() {
        if (!table.schema().has(problem.target())) {
            return null;
        }
        if (problem.target().equals(keyColumn)) {
            findings.add(
                    "split.target-is-key", "column " + keyColumn, "is both key and target", "predict another column");
            return null;
        }
        Findings own = Findings.collect();
        Columns converted = TargetColumn.convert(problem, table.take(labelled), own);
        findings.addAll(own.list());
        return own.isEmpty() ? converted : null;
    }

    private static List<Columns> take(Columns rows, IntFunction<Part> partOf) {
        return List.of(Part.values()).stream()
                .map(part -> rows.take(IntStream.range(0, rows.rows())
                        .filter(row -> partOf.apply(row) == part)
                        .toArray()))
                .toList();
    }

    private void checkRows(Part part, Columns rows, boolean isNeeded) {
        if (isNeeded && rows.rows() == 0) {
            findings.add(
                    "split.empty-part",
                    part.label() + " part",
                    "none of " + labelled.length + " labelled rows is in it",
                    "label more rows (or groups), give the part a larger share, or choose another salt");
        }
    }

    private void checkTraining(List<Columns> parts) {
        Columns train = parts.get(Part.TRAIN.ordinal());
        if (train.rows() == 0
                || !(train.schema().column(problem.target()).type() instanceof ColumnType.Category target)) {
            return;
        }
        boolean isPersonal = train.schema().column(problem.target()).personal();
        int[] trained = new int[target.levels().size()];
        int[] all = new int[trained.length];
        for (Columns part : parts) {
            for (int code : part.codes(problem.target())) {
                all[code]++;
                trained[code] += part == train ? 1 : 0;
            }
        }
        for (int code = 0; code < trained.length; code++) {
            if (trained[code] == 0) {
                findings.add(
                        "split.class-not-trained",
                        "column " + problem.target(),
                        (isPersonal
                                        ? "class " + (code + 1)
                                        : "class \"" + target.levels().get(code) + "\"")
                                + " has no row in the training part and " + all[code]
                                + " in all",
                        all[code] == 0
                                ? "remove the level from the column, or add rows of the class"
                                : "add rows of the class, join it with another, or choose another salt");
            }
        }
    }
}
