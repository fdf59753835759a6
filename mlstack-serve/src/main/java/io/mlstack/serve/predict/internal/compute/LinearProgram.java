package io.mlstack.serve.predict.internal.compute;

/**
 * One linear score and what follows from it: the probabilities of two classes, the label, the probability of the label.
 *
 * <p>The path of linear and logistic regression, straight from the caller's array to the caller's array.
 */
final class LinearProgram extends Program {

    /** What can go out, by position among the answers of a row. */
    static final int SCORE = 0;

    static final int PROBABILITY = 1;
    static final int FIRST_CLASS = 2;
    static final int SECOND_CLASS = 3;
    static final int LABEL = 4;
    static final int PICKED = 5;
    static final int ANSWERS = 6;

    /** Positive class and the rule that chooses a label; for a regression neither is used. */
    record Choice(boolean sigmoid, int positive, boolean highest, double threshold) {

        /** The number itself. */
        static Choice none() {
            return new Choice(false, 1, true, 0);
        }
    }

    private final LinearTerms terms;
    private final Choice choice;
    private final int[] outputs;
    private final boolean classes;
    private final int[] floatColumns;

    /**
     * @param floatColumns positions of the input columns that hold float32
     * @param outputs an answer for each number that goes out
     */
    LinearProgram(int inputWidth, LinearTerms terms, Choice choice, int[] outputs, int[] floatColumns, Size size) {
        super(inputWidth, outputs.length, size);
        this.terms = terms;
        this.choice = choice;
        this.outputs = outputs;
        this.floatColumns = floatColumns;
        this.classes = hasClasses(outputs);
    }

    private static boolean hasClasses(int[] outputs) {
        for (int answer : outputs) {
            if (answer > PROBABILITY) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void score(float[] in, int from, int rows, float[] out, int to, Workspace workspace) {
        double[] spare = workspace.numbers;
        double[] answers = workspace.answers;
        if (rows == 1) {
            answer(terms.score(in, from, spare), answers);
            write(answers, outputs, out, to);
            return;
        }
        double[] scores = workspace.scores;
        for (int start = 0; start < rows; start += Workspace.BLOCK) {
            int count = Math.min(Workspace.BLOCK, rows - start);
            for (int r = 0; r < count; r++) {
                scores[r] = terms.score(in, from + (start + r) * inputWidth(), spare);
            }
            for (int r = 0; r < count; r++) {
                answer(scores[r], answers);
                write(answers, outputs, out, to + (start + r) * outputs.length);
            }
        }
    }

    @Override
    public void score(double[] in, int from, int rows, double[] out, int to, Workspace workspace) {
        double[] answers = workspace.answers;
        if (rows == 1) {
            answer(scoreOf(in, from, workspace), answers);
            write(answers, outputs, out, to);
            return;
        }
        double[] scores = workspace.scores;
        for (int start = 0; start < rows; start += Workspace.BLOCK) {
            int count = Math.min(Workspace.BLOCK, rows - start);
            for (int r = 0; r < count; r++) {
                scores[r] = scoreOf(in, from + (start + r) * inputWidth(), workspace);
            }
            for (int r = 0; r < count; r++) {
                answer(scores[r], answers);
                write(answers, outputs, out, to + (start + r) * outputs.length);
            }
        }
    }

    private double scoreOf(double[] in, int from, Workspace workspace) {
        if (floatColumns.length == 0) {
            return terms.score(in, from, workspace.numbers);
        }
        double[] row = workspace.registers();
        System.arraycopy(in, from, row, 0, inputWidth());
        for (int column : floatColumns) {
            row[column] = (float) row[column];
        }
        return terms.score(row, 0, workspace.numbers);
    }

    private void answer(double score, double[] answers) {
        answers[SCORE] = score;
        if (choice.sigmoid()) {
            double p = ExpMath.sigmoid(score);
            answers[PROBABILITY] = p;
            if (!classes) {
                return;
            }
            double other = 1 - p;
            boolean first = choice.positive() == 0;
            double p0 = first ? p : other;
            double p1 = first ? other : p;
            answers[FIRST_CLASS] = p0;
            answers[SECOND_CLASS] = p1;
            int label = label(p, p0, p1);
            answers[LABEL] = label;
            answers[PICKED] = label == 0 ? p0 : label > 0 ? p1 : Double.NaN;
        }
    }

    private int label(double p, double p0, double p1) {
        if (Double.isNaN(p)) {
            return Codes.MISSING;
        }
        if (choice.highest()) {
            return p1 > p0 ? 1 : 0;
        }
        return p >= choice.threshold() ? choice.positive() : 1 - choice.positive();
    }

    private static void write(double[] answers, int[] outputs, float[] out, int to) {
        for (int i = 0; i < outputs.length; i++) {
            out[to + i] = (float) answers[outputs[i]];
        }
    }

    private static void write(double[] answers, int[] outputs, double[] out, int to) {
        for (int i = 0; i < outputs.length; i++) {
            out[to + i] = answers[outputs[i]];
        }
    }
}
