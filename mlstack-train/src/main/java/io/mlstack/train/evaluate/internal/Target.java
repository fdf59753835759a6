package io.mlstack.train.evaluate.internal;

/**
 * What is to be predicted in each row: a class or a number. The arrays must not be written.
 *
 * @param classes number of classes; 0 when a number is predicted
 * @param codes class of each row, in {@code [0, classes)}; empty for numbers
 * @param numbers finite; empty for classes
 */
public record Target(int classes, int[] codes, double[] numbers) {

    /** Classes to be predicted. */
    public static Target ofClasses(int classes, int... codes) {
        return new Target(classes, codes, new double[0]);
    }

    /** Numbers to be predicted. */
    public static Target ofNumbers(double... numbers) {
        return new Target(0, new int[0], numbers);
    }

    /** Number of rows. */
    public int rows() {
        return classes > 0 ? codes.length : numbers.length;
    }

    /** Numbers that a prediction has in each row: a probability for each class, or one number. */
    public int width() {
        return Math.max(1, classes);
    }

    /** The rows at those positions. */
    public Target take(int[] rows) {
        if (classes > 0) {
            int[] taken = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                taken[i] = codes[rows[i]];
            }
            return ofClasses(classes, taken);
        }
        double[] taken = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = numbers[rows[i]];
        }
        return ofNumbers(taken);
    }

    /** The share of each class, or the mean: what is best said without looking at a row. */
    public double[] prior() {
        double[] prior = new double[width()];
        for (int i = 0; i < rows(); i++) {
            if (classes > 0) {
                prior[codes[i]] += 1.0 / rows();
            } else {
                prior[0] += numbers[i] / rows();
            }
        }
        return prior;
    }
}
