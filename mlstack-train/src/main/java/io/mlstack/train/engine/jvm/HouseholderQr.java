package io.mlstack.train.engine.jvm;

import java.util.Arrays;

/**
 * Solves {@code min |A x - b|} by a QR factorisation with column pivoting.
 *
 * <p>A column whose remaining part is below rounding noise is a combination of the ones before it: it gets the
 * coefficient 0 (a basic solution) and is reported, because which of several equal explanations is kept is the
 * caller's business. Source: G. Golub, C. Van Loan, "Matrix Computations", 4th edition, algorithm 5.4.1; norms are
 * computed afresh in each step, which costs a third more and never drifts.
 */
final class HouseholderQr {
    /**
     * @param coefficients one per column of A
     * @param dependent the columns that were left out, ascending
     */
    record Solution(double[] coefficients, int[] dependent) {}

    private final int rows;
    private final int columns;
    private final double[] a;
    private final double[] b;
    private final int[] pivot;

    private HouseholderQr(int rows, int columns, double[] a, double[] b) {
        this.rows = rows;
        this.columns = columns;
        this.a = a;
        this.b = b;
        this.pivot = new int[columns];
        Arrays.setAll(pivot, j -> j);
    }

    /**
     * @param a {@code [columns, rows]}: column j in {@code a[j * rows]} and following; overwritten
     * @param b one value per row; overwritten
     */
    static Solution solve(int rows, int columns, double[] a, double[] b, Runnable beforeColumn) {
        return new HouseholderQr(rows, columns, a, b).run(beforeColumn);
    }

    private Solution run(Runnable beforeColumn) {
        int steps = Math.min(rows, columns);
        double[] diagonal = new double[steps];
        double noise = 0;
        int rank = 0;
        while (rank < steps) {
            beforeColumn.run();
            double norm = bringLargestForward(rank);
            if (rank == 0) {
                noise = norm * Math.max(rows, columns) * Math.ulp(1.0);
            }
            if (norm <= noise) {
                break;
            }
            diagonal[rank] = reflect(rank, norm);
            rank++;
        }
        return backSubstitute(diagonal, rank);
    }

    /** Swaps the column with the largest remaining norm into place {@code step}; returns that norm. */
    private double bringLargestForward(int step) {
        int best = step;
        double bestSquare = -1;
        for (int j = step; j < columns; j++) {
            int at = j * rows + step;
            double square = Reductions.dot(a, at, a, at, rows - step);
            if (square > bestSquare) {
                best = j;
                bestSquare = square;
            }
        }
        if (best != step) {
            for (int i = 0; i < rows; i++) {
                double swap = a[best * rows + i];
                a[best * rows + i] = a[step * rows + i];
                a[step * rows + i] = swap;
            }
            int swap = pivot[best];
            pivot[best] = pivot[step];
            pivot[step] = swap;
        }
        return Math.sqrt(bestSquare);
    }

    /** Reflects column {@code step} onto its axis and the columns after it and b likewise; returns the diagonal of R. */
    private double reflect(int step, double norm) {
        int at = step * rows + step;
        int length = rows - step;
        double head = a[at];
        double diagonal = head > 0 ? -norm : norm;
        a[at] = head - diagonal;
        double half = norm * (norm + Math.abs(head));
        for (int j = step + 1; j < columns; j++) {
            int other = j * rows + step;
            double scale = Reductions.dot(a, at, a, other, length) / half;
            Reductions.addScaled(-scale, a, at, a, other, length);
        }
        double scale = Reductions.dot(a, at, b, step, length) / half;
        Reductions.addScaled(-scale, a, at, b, step, length);
        return diagonal;
    }

    private Solution backSubstitute(double[] diagonal, int rank) {
        double[] coefficients = new double[columns];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = b[i];
            for (int j = i + 1; j < rank; j++) {
                sum = Math.fma(-a[j * rows + i], coefficients[pivot[j]], sum);
            }
            coefficients[pivot[i]] = sum / diagonal[i];
        }
        int[] dependent = Arrays.copyOfRange(pivot, rank, columns);
        Arrays.sort(dependent);
        return new Solution(coefficients, dependent);
    }
}
