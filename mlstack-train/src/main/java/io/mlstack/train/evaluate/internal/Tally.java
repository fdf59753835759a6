package io.mlstack.train.evaluate.internal;

/**
 * Weighted counts of right answers, true classes and predicted classes; what every label metric is made of.
 *
 * <p>Three vectors instead of the {@code k x k} matrix, because a thousand classes are resampled as well. Not
 * thread-safe while counts are added. Formulas: Sokolova and Lapalme, Information Processing and Management 45 (2009);
 * the correlation for {@code k} classes is Gorodkin's, Computational Biology and Chemistry 28 (2004); kappa is Cohen's,
 * Educational and Psychological Measurement 20 (1960).
 */
public final class Tally {

    private final double[] right;
    private final double[] actual;
    private final double[] predicted;

    public Tally(int classes) {
        right = new double[classes];
        actual = new double[classes];
        predicted = new double[classes];
    }

    /**
     * The tally of rows.
     *
     * @param truth the class of each row, in {@code [0, classes)}
     * @param guess the predicted class of each row, in {@code [0, classes)}
     * @param weights one per row
     */
    public static Tally of(int classes, int[] truth, int[] guess, double[] weights) {
        Tally tally = new Tally(classes);
        for (int i = 0; i < truth.length; i++) {
            tally.add(truth[i], guess[i], weights[i]);
        }
        return tally;
    }

    /** Counts one row. */
    public void add(int truth, int guess, double weight) {
        actual[truth] += weight;
        predicted[guess] += weight;
        if (truth == guess) {
            right[truth] += weight;
        }
    }

    /** Counts what {@code other} has counted; both have the same classes. */
    public void add(Tally other) {
        for (int c = 0; c < right.length; c++) {
            right[c] += other.right[c];
            actual[c] += other.actual[c];
            predicted[c] += other.predicted[c];
        }
    }

    /** Weight of the rows whose class is {@code c}. */
    public double actual(int c) {
        return actual[c];
    }

    /** Weight of the rows predicted to be {@code c}. */
    public double predicted(int c) {
        return predicted[c];
    }

    /** Weight of all rows. */
    public double total() {
        return sum(actual);
    }

    /** Share of the rows that are right; NaN without rows. */
    public double accuracy() {
        return ratio(sum(right), total());
    }

    /** Share of the rows of class {@code c} that were found; NaN when the class has no row. */
    public double recall(int c) {
        return ratio(right[c], actual[c]);
    }

    /** Share of the rows predicted {@code c} that are {@code c}; NaN when it was never predicted. */
    public double precision(int c) {
        return ratio(right[c], predicted[c]);
    }

    /** Harmonic mean of precision and recall, {@code 2 tp / (2 tp + fp + fn)}; NaN when {@code c} occurs on neither side. */
    public double f1(int c) {
        return ratio(2 * right[c], actual[c] + predicted[c]);
    }

    /** Mean recall over the classes that have rows; NaN without rows. */
    public double balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < right.length; c++) {
            if (actual[c] > 0) {
                sum += right[c] / actual[c];
                present++;
            }
        }
        return ratio(sum, present);
    }

    /**
     * Mean precision over the classes that occur on either side; a class that has rows but was never predicted counts
     * as 0, as its F1 does. NaN without rows.
     */
    public double macroPrecision() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < right.length; c++) {
            if (occurs(c)) {
                sum += predicted[c] > 0 ? right[c] / predicted[c] : 0;
                occurring++;
            }
        }
        return ratio(sum, occurring);
    }

    /** Mean recall over the classes that occur on either side; one that was only predicted counts as 0. */
    public double macroRecall() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < right.length; c++) {
            if (occurs(c)) {
                sum += actual[c] > 0 ? right[c] / actual[c] : 0;
                occurring++;
            }
        }
        return ratio(sum, occurring);
    }

    /** Mean F1 over the classes that occur on either side; NaN without rows. */
    public double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < right.length; c++) {
            if (occurs(c)) {
                sum += f1(c);
                occurring++;
            }
        }
        return ratio(sum, occurring);
    }

    /** F1 of the pooled counts; with one label a row this is the accuracy. */
    public double microF1() {
        return ratio(2 * sum(right), sum(actual) + sum(predicted));
    }

    /** Mean F1, each class weighted by its rows; NaN without rows. */
    public double weightedF1() {
        double sum = 0;
        for (int c = 0; c < right.length; c++) {
            sum += actual[c] > 0 ? actual[c] * f1(c) : 0;
        }
        return ratio(sum, total());
    }

    /** Mean precision, each class weighted by its rows; a class that was never predicted counts as 0. */
    public double weightedPrecision() {
        double sum = 0;
        for (int c = 0; c < right.length; c++) {
            sum += predicted[c] > 0 ? actual[c] * (right[c] / predicted[c]) : 0;
        }
        return ratio(sum, total());
    }

    /**
     * Matthews correlation of truth and prediction, in {@code [-1, 1]}. A constant prediction correlates with nothing
     * and gives 0; NaN when the rows have only one class.
     */
    public double matthews() {
        double total = total();
        double hits = sum(right) * total;
        double chance = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int c = 0; c < right.length; c++) {
            chance += actual[c] * predicted[c];
            actualSquares += actual[c] * actual[c];
            predictedSquares += predicted[c] * predicted[c];
        }
        if (classesWithRows() < 2) {
            return Double.NaN;
        }
        if (total * total == predictedSquares) {
            return 0;
        }
        // One root of the product, not two roots: of equal factors it is exact, so that perfect is exactly 1.
        return (hits - chance) / Math.sqrt((total * total - predictedSquares) * (total * total - actualSquares));
    }

    /** Cohen's kappa: agreement beyond chance, at most 1; NaN when the rows have only one class and it was always predicted. */
    public double kappa() {
        double total = total();
        double chance = 0;
        for (int c = 0; c < right.length; c++) {
            chance += actual[c] * predicted[c];
        }
        return ratio(sum(right) * total - chance, total * total - chance);
    }

    /** How many classes have at least one row. */
    public int classesWithRows() {
        int present = 0;
        for (double a : actual) {
            present += a > 0 ? 1 : 0;
        }
        return present;
    }

    private boolean occurs(int c) {
        return actual[c] > 0 || predicted[c] > 0;
    }

    private static double ratio(double part, double whole) {
        return whole > 0 ? part / whole : Double.NaN;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }
}
