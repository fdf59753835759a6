package io.mlstack.serve.predict.internal.bind;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values of output components from the numbers of a scored row, the targets of the bound method handles. */
final class Answers {

    private Answers() {}

    static double get(double[] out, int at, int slot) {
        return out[at + slot];
    }

    static OptionalDouble present(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    static Optional<Double> presentDouble(double number) {
        return Double.isNaN(number) ? Optional.empty() : Optional.of(number);
    }

    static Optional<Float> presentFloat(double number) {
        return Double.isNaN(number) ? Optional.empty() : Optional.of((float) number);
    }

    static double[] doubles(double[] out, int at, int slot, int width) {
        return Arrays.copyOfRange(out, at + slot, at + slot + width);
    }

    static float[] floats(double[] out, int at, int slot, int width) {
        float[] floats = new float[width];
        for (int i = 0; i < width; i++) {
            floats[i] = (float) out[at + slot + i];
        }
        return floats;
    }

    /** The numbers from {@code at} on by their keys, in the order of these. */
    static <K> Map<K, Double> map(List<? extends K> keys, double[] out, int at) {
        Map<K, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), out[at + i]);
        }
        return Collections.unmodifiableMap(map);
    }
}
