package io.mlstack.train.evaluate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot.
 *
 * @param min value at its beginning
 * @param max value at its end, above {@code min}
 * @param ticks where it is labelled, rising
 * @param title what it shows, with the unit
 */
record Axis(double min, double max, List<Double> ticks, String title) {

    /** From 0 to 1 with quarters. */
    static Axis unit(String title) {
        return new Axis(0, 1, List.of(0.0, 0.25, 0.5, 0.75, 1.0), title);
    }

    /** Covers {@code [min, max]} with four to eight round ticks, 1, 2 or 5 times a power of ten apart. */
    static Axis round(double min, double max, String title) {
        double span = max > min ? max - min : Math.max(1, Math.abs(max));
        double raw = span / 5;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
        double step =
                raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        double first = Math.floor(min / step) * step;
        List<Double> ticks = new ArrayList<>();
        int k = 0;
        while (ticks.isEmpty() || ticks.get(ticks.size() - 1) < max - step * 1e-9) {
            ticks.add(first + k++ * step);
        }
        if (ticks.size() == 1) {
            ticks.add(first + step);
        }
        return new Axis(first, ticks.get(ticks.size() - 1), ticks, title);
    }

    /** Where {@code value} lies between the ends, 0 to 1. */
    double at(double value) {
        return (value - min) / (max - min);
    }

    /** A tick as it is written: as many decimals as the distance of ticks needs. */
    String label(double tick) {
        double step = ticks.get(1) - ticks.get(0);
        int decimals = (int) Math.max(0, Math.min(6, Math.ceil(-StrictMath.log10(step) - 1e-9)));
        if (step * StrictMath.pow(10, decimals) - Math.rint(step * StrictMath.pow(10, decimals)) > 1e-6) {
            decimals++;
        }
        String text =
                new BigDecimal(tick).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return text.replaceFirst("^-0(\\.0*)?$", "0").replace('-', '\u2212');
    }
}
