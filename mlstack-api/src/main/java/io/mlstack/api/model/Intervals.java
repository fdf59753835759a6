package io.mlstack.api.model;

import io.mlstack.api.json.CanonicalNumber;
import java.util.ArrayList;
import java.util.List;

/** Names of the intervals that boundaries cut the numbers into. */
final class Intervals {

    private Intervals() {}

    /**
     * {@code (-inf, 1.5)}, {@code [1.5, 3)}, {@code [3, inf)}.
     *
     * @param boundaries finite
     */
    static List<String> names(double[] boundaries) {
        List<String> names = new ArrayList<>();
        String from = "(-inf, ";
        for (double boundary : boundaries) {
            String number = CanonicalNumber.format(boundary);
            names.add(from + number + ")");
            from = "[" + number + ", ";
        }
        names.add(from + "inf)");
        return List.copyOf(names);
    }
}
