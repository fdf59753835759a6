package io.mlstack.train;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.util.Locale;

/** Whether the target column can be learned, with a cure for each reason why not. */
final class AnswerCheck {
    /** Answers beyond it are no classes but numbers or free text. */
    private static final int MAX_CLASSES = 1_000;

    private final Problem problem;
    private final Findings findings;

    AnswerCheck(Problem problem, Findings findings) {
        this.problem = problem;
        this.findings = findings;
    }

    void classes(Column column, Columns train, Answers answers) {
        missing(column, train, "training part");
        int count = answers.classes().size();
        if (count > MAX_CLASSES) {
            add(
                    "train.many-classes",
                    String.format(Locale.ROOT, "has %,d distinct answers", count),
                    "predict a number with Problem.regression, or group the answers");
            return;
        }
        int[] rows = perClass(answers, train);
        long filled = java.util.Arrays.stream(rows).filter(n -> n > 0).count();
        if (filled == 1) {
            add(
                    "train.one-class",
                    "only one class has rows: " + present(answers, rows),
                    "add rows of another class to the training part");
            return;
        }
        for (int k = 0; k < count; k++) {
            if (rows[k] == 0 && filled > 0) {
                add(
                        "train.empty-class",
                        "class \"" + answers.classes().get(k) + "\" has no row in the training part",
                        "add rows of it, or take it out of the categories of the column");
            }
        }
        if (problem.kind() == ProblemKind.BINARY) {
            binary(answers);
        }
    }

    private void binary(Answers answers) {
        String positive = problem.positive().orElseThrow();
        if (!answers.classes().contains(positive)) {
            add(
                    "train.positive-class",
                    "the positive class \"" + positive + "\" does not occur; there are " + answers.shown(),
                    NearestName.cure(positive, answers.classes()));
        }
        if (answers.classes().size() > 2) {
            add(
                    "train.not-binary",
                    "has " + answers.classes().size() + " classes (" + answers.shown() + ") in a binary problem",
                    "use Problem.multiclass, or group the classes into two");
        }
    }

    private static int[] perClass(Answers answers, Columns rows) {
        int[] counts = new int[answers.classes().size()];
        for (int code : answers.codes(rows)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    private static String present(Answers answers, int[] rows) {
        for (int k = 0; k < rows.length; k++) {
            if (rows[k] > 0) {
                return "\"" + answers.classes().get(k) + "\"";
            }
        }
        return "none";
    }

    void numbers(Column column, Columns train) {
        if (!column.type().isNumeric()) {
            add(
                    "train.target-no-number",
                    "is " + column.type().spelling() + " in a regression",
                    "choose a numeric column, or use Problem.binary or Problem.multiclass");
            return;
        }
        missing(column, train, "training part");
        finite(train, "training part");
        double[] numbers = train.numbers(column.name());
        if (numbers.length > 0 && java.util.Arrays.stream(numbers).allMatch(v -> v == numbers[0])) {
            add(
                    "train.constant-target",
                    "is " + numbers[0] + " in all rows of the training part",
                    "there is nothing to predict; choose another target or more rows");
        }
    }

    /** Rows that only judge: every answer must be one the model can give. */
    void validation(Answers answers, Columns validation) {
        Column column = validation.schema().column(problem.target());
        missing(column, validation, "validation part");
        if (answers.classes().isEmpty()) {
            finite(validation, "validation part");
            return;
        }
        int[] codes = answers.codes(validation);
        int at = validation.schema().indexOf(problem.target());
        for (int row = 0; row < codes.length; row++) {
            String answer = validation.text(row, at);
            if (codes[row] < 0 && answer != null) {
                findings.add(
                        "train.unseen-class",
                        "validation part, row " + row + ", column " + problem.target(),
                        "class \"" + answer + "\" has no row in the training part",
                        "declare the target as a category, or add training rows of it");
            }
        }
    }

    private void missing(Column column, Columns rows, String part) {
        int count = rows.vector(column.name()).validity().missing();
        if (count > 0) {
            findings.add(
                    "train.missing-answer",
                    part + ", column " + column.name(),
                    String.format(Locale.ROOT, "%,d of %,d rows have no answer", count, rows.rows()),
                    "label these rows or leave them out of the split");
        }
    }

    private void finite(Columns rows, String part) {
        double[] numbers = rows.numbers(problem.target());
        for (int row = 0; row < numbers.length; row++) {
            boolean isMissing = rows.vector(problem.target()).isMissing(row);
            if (!isMissing && !Double.isFinite(numbers[row])) {
                findings.add(
                        "train.not-finite",
                        part + ", row " + row + ", column " + problem.target(),
                        "the answer is " + numbers[row],
                        "correct the cell or leave the row out");
            }
        }
    }

    private void add(String code, String message, String cure) {
        findings.add(code, "target column " + problem.target(), message, cure);
    }
}
