package io.mlstack.train.evaluate.internal;

/**
 * Rows of a leaf, ready to say how badly their mean predicts each of them when it is left out.
 *
 * <p>Classes are one-hot vectors. With {@code n} rows the squared error around the mean grows by
 * {@code (n / (n - 1))^2} when each row is predicted by the others; a lone row is predicted by the mean of all rows. So
 * a column with a value of its own in every row predicts nothing, as it should.
 */
final class LeafSums {

    private final Target target;
    private final double[] prior;
    private final double[] sums;
    private double sumOfSquares;
    private double squares;
    private double aroundPrior;
    private int rows;

    LeafSums(Target target, double[] prior) {
        this.target = target;
        this.prior = prior;
        this.sums = new double[target.width()];
    }

    int rows() {
        return rows;
    }

    /** Takes a row in, or out again with {@code sign} -1. */
    void add(int row, int sign) {
        rows += sign;
        if (target.classes() > 0) {
            int c = target.codes()[row];
            sumOfSquares += 2 * sign * sums[c] + 1;
            sums[c] += sign;
            squares += sign;
            aroundPrior += sign * (1 - 2 * prior[c]);
        } else {
            double y = target.numbers()[row] - prior[0];
            sums[0] += sign * y;
            sumOfSquares = sums[0] * sums[0];
            squares += sign * y * y;
            aroundPrior += sign * y * y;
        }
    }

    double leftOutError() {
        if (rows == 0) {
            return 0;
        }
        if (rows == 1) {
            return aroundPrior + priorSquares();
        }
        double grown = rows / (rows - 1.0);
        return Math.max(0, squares - sumOfSquares / rows) * grown * grown;
    }

    private double priorSquares() {
        double sum = 0;
        for (double p : prior) {
            sum += target.classes() > 0 ? p * p : 0;
        }
        return sum;
    }

    /** The mean of the rows, drawn to the mean of all rows with the weight of one row. */
    double[] prediction() {
        double[] mean = new double[sums.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = target.classes() > 0 ? (sums[c] + prior[c]) / (rows + 1) : prior[c] + sums[c] / (rows + 1);
        }
        return mean;
    }
}
