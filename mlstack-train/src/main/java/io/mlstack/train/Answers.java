package io.mlstack.train;

import io.mlstack.api.error.Findings;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The target column of the training rows: its classes in order, and the answer of each row.
 *
 * @param classes declared by a category column, else the distinct answers by code point; empty for a regression
 */
record Answers(Problem problem, List<String> classes) {
    private static final int SHOWN = 5;

    /** Reads the classes from the training rows; adds to {@code findings} whatever cannot be learned from. */
    static Answers of(Problem problem, Columns train, Findings findings) {
        String target = problem.target();
        if (!train.schema().has(target)) {
            findings.add(problem.missingTarget("training part", train.schema().names()));
            return new Answers(problem, List.of());
        }
        Column column = train.schema().column(target);
        if (!problem.kind().isClassification()) {
            new AnswerCheck(problem, findings).numbers(column, train);
            return new Answers(problem, List.of());
        }
        List<String> classes = column.type() instanceof ColumnType.Category category
                ? category.levels()
                : distinct(train, train.schema().indexOf(target));
        Answers answers = new Answers(problem, classes);
        new AnswerCheck(problem, findings).classes(column, train, answers);
        return answers;
    }

    private static List<String> distinct(Columns train, int column) {
        return IntStream.range(0, train.rows())
                .mapToObj(row -> train.text(row, column))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(BY_CODE_POINT)
                .toList();
    }

    /** Strings compare by UTF-16 units, which puts the supplementary planes before the end of the basic one. */
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /** The position of each row's class; -1 where it is missing or none of {@link #classes}. */
    int[] codes(Columns rows) {
        int column = rows.schema().indexOf(problem.target());
        int[] codes = new int[rows.rows()];
        for (int row = 0; row < codes.length; row++) {
            String text = rows.text(row, column);
            codes[row] = text == null ? -1 : classes.indexOf(text);
        }
        return codes;
    }

    /** What an engine is to learn: the class, 1 for the positive class of a binary problem, or the number. */
    double[] targets(Columns rows) {
        if (problem.kind() == ProblemKind.REGRESSION) {
            return rows.numbers(problem.target());
        }
        int positive = positive();
        return Arrays.stream(codes(rows))
                .mapToDouble(code -> positive < 0 ? code : code == positive ? 1 : 0)
                .toArray();
    }

    /** Position of the positive class; -1 unless the problem is binary. */
    int positive() {
        return problem.positive().map(classes::indexOf).orElse(-1);
    }

    /** The first few classes for a message. */
    String shown() {
        String first = String.join(", ", classes.subList(0, Math.min(SHOWN, classes.size())));
        return classes.size() > SHOWN
                ? String.format(Locale.ROOT, "%s and %,d more", first, classes.size() - SHOWN)
                : first;
    }
}
