package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands behind the last tree.
 *
 * @param parameters what the model was trained with, by name, in the file's spelling
 * @param categories of each category column of the data frame that the Python package trained on, the categories by code; in
 *     the order of the columns
 */
record LightGbmFooter(Map<String, String> parameters, List<List<String>> categories) {

    private static final String PANDAS = "pandas_categorical:";

    LightGbmFooter {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        categories = List.copyOf(categories);
    }

    /** Reads to the end. */
    static LightGbmFooter read(TextLines lines, String source) throws IOException {
        Map<String, String> parameters = new TreeMap<>();
        List<List<String>> categories = List.of();
        boolean inside = false;
        while (lines.next()) {
            if (lines.startsWith("parameters:")) {
                inside = true;
            } else if (lines.startsWith("end of parameters")) {
                inside = false;
            } else if (inside && lines.startsWith("[")) {
                parameter(lines.text(), parameters);
            } else if (lines.startsWith(PANDAS)) {
                categories = categories(lines.text().substring(PANDAS.length()), lines.place());
            }
        }
        return new LightGbmFooter(parameters, categories);
    }

    private static void parameter(String line, Map<String, String> parameters) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.endsWith("]")) {
            parameters.put(
                    line.substring(1, colon).trim(),
                    line.substring(colon + 1, line.length() - 1).trim());
        }
    }

    private static List<List<String>> categories(String json, String place) {
        try {
            return lists(Json.parse(json, place));
        } catch (InvalidInputException e) {
            throw new UnsupportedModelException(e.findings());
        }
    }

    private static List<List<String>> lists(JsonPlace all) {
        if (all.value() instanceof Json.Null) {
            return List.of();
        }
        List<List<String>> lists = new ArrayList<>();
        for (JsonPlace list : all.items()) {
            lists.add(list.items().stream().map(LightGbmFooter::level).toList());
        }
        return lists;
    }

    /**
     * A category as text. Whole numbers are spelled without a fraction: pandas makes 3 into 3.0 where its column has missing
     * values, and means the same category.
     */
    private static String level(JsonPlace place) {
        if (place.value() instanceof Json.Str text) {
            return text.value();
        }
        if (place.value() instanceof Json.Num number) {
            return CanonicalNumber.format(number.value());
        }
        if (place.value() instanceof Json.Bool bool) {
            return Boolean.toString(bool.value());
        }
        throw place.wrong(
                "lightgbm.pandas-categorical",
                "a category is a text, a number or a boolean",
                "convert the column to one of them before training");
    }
}
