package io.mlstack.train.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * How often each class was taken for each. Immutable.
 *
 * @param classes names in class order
 * @param cells weight of the rows, {@code [classes, classes]}, true class by predicted class; must not be written
 */
public record ConfusionMatrix(List<String> classes, double[] cells) {

    public ConfusionMatrix {
        classes = List.copyOf(classes);
        if (cells.length != classes.size() * classes.size()) {
            throw new IllegalArgumentException(classes.size() + " classes have " + classes.size() * classes.size()
                    + " pairs, got " + cells.length);
        }
    }

    /** Weight of the rows of class {@code truth} that were taken for {@code predicted}. */
    public double at(int truth, int predicted) {
        return cells[truth * classes.size() + predicted];
    }

    /** Weight of the rows of class {@code truth}. */
    public double actual(int truth) {
        double sum = 0;
        for (int c = 0; c < classes.size(); c++) {
            sum += at(truth, c);
        }
        return sum;
    }

    /** Weight of the rows taken for {@code predicted}. */
    public double predicted(int predicted) {
        double sum = 0;
        for (int c = 0; c < classes.size(); c++) {
            sum += at(c, predicted);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix m && classes.equals(m.classes) && Arrays.equals(cells, m.cells);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.hashCode(cells);
    }
}
