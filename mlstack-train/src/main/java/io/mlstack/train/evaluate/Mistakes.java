package io.mlstack.train.evaluate;

import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.Figures;
import io.mlstack.train.evaluate.internal.NumberRows;
import io.mlstack.train.evaluate.internal.RowLosses;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The rows on which a model was furthest off. */
final class Mistakes {

    private Mistakes() {}

    static List<Mistake> worst(Judged judged, int most) {
        if (judged.personalTarget()) {
            return List.of();
        }
        return judged.rows() instanceof ClassRows rows
                ? ofClasses(judged, rows, most)
                : ofNumbers(judged, (NumberRows) judged.rows(), most);
    }

    /** Wrong rows by the log loss; a right row is no mistake, however unsure. */
    private static List<Mistake> ofClasses(Judged judged, ClassRows rows, int most) {
        double[] losses = RowLosses.log(rows.classes(), rows.truth(), rows.probabilities());
        return sorted(
                IntStream.range(0, rows.rows()).filter(i -> rows.truth()[i] != rows.guess()[i]),
                i -> losses[i],
                most,
                i -> {
                    String truth = judged.classes().get(rows.truth()[i]);
                    double p = rows.probabilities()[i * rows.classes() + rows.truth()[i]];
                    return new Mistake(
                            judged.keys().get(i),
                            truth,
                            judged.classes().get(rows.guess()[i]),
                            Figures.percent(p) + " for " + truth,
                            losses[i]);
                });
    }

    private static List<Mistake> ofNumbers(Judged judged, NumberRows rows, int most) {
        return sorted(
                IntStream.range(0, rows.rows()), i -> Math.abs(rows.predicted()[i] - rows.truth()[i]), most, i -> {
                    double error = rows.predicted()[i] - rows.truth()[i];
                    return new Mistake(
                            judged.keys().get(i),
                            Figures.of(rows.truth()[i]),
                            Figures.of(rows.predicted()[i]),
                            Figures.signed(error),
                            Math.abs(error));
                });
    }

    private static List<Mistake> sorted(
            IntStream rows, IntToDoubleFunction size, int most, IntFunction<Mistake> mistake) {
        return rows.boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -size.applyAsDouble(i))
                        .thenComparingInt(i -> i))
                .limit(most)
                .map(mistake::apply)
                .toList();
    }
}
