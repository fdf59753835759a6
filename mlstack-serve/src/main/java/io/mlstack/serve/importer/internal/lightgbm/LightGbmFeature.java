package io.mlstack.serve.importer.internal.lightgbm;

import java.util.Arrays;

/**
 * One number of a row, as training saw it.
 *
 * @param name as LightGBM has it: the Python package has put underscores for white space
 * @param kind what training made of it
 * @param least the least number in training; NaN unless numeric
 * @param most the greatest number in training; NaN unless numeric
 * @param categories those that training saw, sorted, without -1, which is missing; empty unless categorical
 */
public record LightGbmFeature(String name, Kind kind, double least, double most, int[] categories) {

    /** What training made of a feature. */
    public enum Kind {
        /** Compared with thresholds. */
        NUMERIC,
        /** Looked up in sets. */
        CATEGORICAL,
        /** Had one value only, or too few rows, and no split looks at it. */
        UNUSED
    }

    /** Reads {@code [-1.5:2]}, {@code 0:3:1} or {@code none}; what is neither counts as numeric and unknown. */
    static LightGbmFeature read(String name, String info) {
        if (info.equals("none")) {
            return new LightGbmFeature(name, Kind.UNUSED, Double.NaN, Double.NaN, new int[0]);
        }
        if (info.startsWith("[") && info.endsWith("]") && info.length() > 1) {
            String[] ends = info.substring(1, info.length() - 1).split(":", -1);
            double least = ends.length == 2 ? LightGbmHeader.number(ends[0]) : Double.NaN;
            double most = ends.length == 2 ? LightGbmHeader.number(ends[1]) : Double.NaN;
            return new LightGbmFeature(name, Kind.NUMERIC, least, most, new int[0]);
        }
        int[] categories = Arrays.stream(info.split(":"))
                .mapToDouble(LightGbmHeader::number)
                .filter(category -> category >= 0 && category <= Integer.MAX_VALUE && category == Math.rint(category))
                .mapToInt(category -> (int) category)
                .sorted()
                .toArray();
        Kind kind = categories.length == 0 ? Kind.NUMERIC : Kind.CATEGORICAL;
        return new LightGbmFeature(name, kind, Double.NaN, Double.NaN, categories);
    }

    /** Whether training saw a category. */
    public boolean saw(int category) {
        return Arrays.binarySearch(categories, category) >= 0;
    }

    @Override
    public int[] categories() {
        return categories.clone();
    }

    /** Equal names, kinds, ends and categories. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LightGbmFeature feature
                && name.equals(feature.name)
                && kind == feature.kind
                && Double.compare(least, feature.least) == 0
                && Double.compare(most, feature.most) == 0
                && Arrays.equals(categories, feature.categories);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + ": "
                + switch (kind) {
                    case NUMERIC -> "[" + least + ", " + most + "]";
                    case CATEGORICAL -> categories.length + " categories";
                    case UNUSED -> "unused";
                };
    }
}
