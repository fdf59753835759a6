package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Findings;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first tree.
 *
 * @param version {@code v3} or {@code v4}; nothing that a prediction rests on differs between the two
 * @param outputs trees an iteration
 * @param trees how many trees {@code tree_sizes} promises; -1 where it is missing
 * @param average whether leaves are averaged, as in a random forest
 */
record LightGbmHeader(
        String version,
        int outputs,
        int trees,
        boolean average,
        LightGbmObjective objective,
        List<LightGbmFeature> features) {

    private static final String CURE = "save the model again with LightGBM";
    private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{0,400})?([eE][+-]?[0-9]{1,5})?");
    private static final int MAX_OUTPUTS = 1 << 16;
    private static final Set<String> KNOWN = Set.of(
            "tree",
            "version",
            "num_class",
            "num_tree_per_iteration",
            "label_index",
            "max_feature_idx",
            "objective",
            "average_output",
            "feature_names",
            "monotone_constraints",
            "feature_infos",
            "tree_sizes");

    /** Reads up to the line of the first tree, or to {@code end of trees}. */
    static LightGbmHeader read(TextLines lines, String source) throws IOException {
        Findings findings = Findings.collect();
        Map<String, String> fields = new HashMap<>();
        if (!lines.next() || !lines.text().equals("tree")) {
            findings.add(
                    "lightgbm.not-a-model",
                    source + ":1",
                    "is not the line \"tree\" that a LightGBM model begins with",
                    "give the text that LightGBM's save_model writes (not its JSON, and not a pickle)");
            throw new UnsupportedModelException(findings.list());
        }
        while (lines.next() && !lines.startsWith("Tree=") && !lines.startsWith("end of trees")) {
            if (lines.isBlank()) {
                continue;
            }
            String key = lines.key();
            if (!KNOWN.contains(key)) {
                findings.add(
                        "lightgbm.header",
                        lines.place(),
                        "\"" + shown(key) + "\" is nothing that a v3 or v4 model says before its trees",
                        "upgrade mlstack, or report the model");
            } else if (fields.putIfAbsent(key, lines.value()) != null) {
                findings.add("lightgbm.header", lines.place(), "says " + key + " twice", CURE);
            }
        }
        LightGbmHeader header = new Reading(fields, source, findings).header();
        findings.throwIfAny(UnsupportedModelException::new);
        return header;
    }

    /** Words that may come from anywhere, cut short. */
    static String shown(String words) {
        return words.length() <= 60 ? words : words.substring(0, 60) + "...";
    }

    /** The number that a word spells in plain decimals; NaN if it spells none. */
    static double number(String word) {
        if (!PLAIN.matcher(word).matches()) {
            return Double.NaN;
        }
        return Double.parseDouble(word);
    }

    /** The fields by name, on their way into a header. */
    private record Reading(Map<String, String> fields, String source, Findings findings) {

        LightGbmHeader header() {
            String version = required("version");
            if (!version.isEmpty() && !version.equals("v3") && !version.equals("v4")) {
                findings.add(
                        "lightgbm.version",
                        source,
                        "version " + shown(version) + " is not supported",
                        "supported are v3 and v4: load the model with LightGBM 4 and save it again");
            }
            int classes = whole("num_class", 1, MAX_OUTPUTS);
            int outputs = fields.containsKey("num_tree_per_iteration")
                    ? whole("num_tree_per_iteration", 1, MAX_OUTPUTS)
                    : classes;
            List<LightGbmFeature> features = features();
            String objective = fields.getOrDefault("objective", "");
            return new LightGbmHeader(
                    version,
                    outputs,
                    trees(),
                    fields.containsKey("average_output"),
                    LightGbmObjective.read(objective, outputs, source + ", objective", findings),
                    features);
        }

        private String required(String key) {
            String value = fields.get(key);
            if (value == null) {
                findings.add("lightgbm.header", source, "does not say its " + key, CURE);
                return "";
            }
            return value;
        }

        private int whole(String key, int least, int most) {
            @Nullable String value = fields.get(key);
            double number = value == null ? Double.NaN : number(value);
            if (!(number >= least && number <= most && number == Math.rint(number))) {
                String said = value == null ? "does not say its " + key : key + "=" + shown(value);
                findings.add("lightgbm.header", source, said, "it is a whole number from " + least + " to " + most);
                return least;
            }
            return (int) number;
        }

        private List<LightGbmFeature> features() {
            int last = whole("max_feature_idx", 0, Integer.MAX_VALUE - 1);
            String[] names = required("feature_names").split(" ", -1);
            String[] infos = required("feature_infos").split(" ", -1);
            List<LightGbmFeature> features = new ArrayList<>();
            if (names.length != last + 1 || infos.length != last + 1) {
                findings.add(
                        "lightgbm.features",
                        source,
                        "has " + (last + 1L) + " features, " + names.length + " names and " + infos.length + " infos",
                        CURE);
                return features;
            }
            for (int i = 0; i <= last; i++) {
                features.add(LightGbmFeature.read(names[i], infos[i]));
            }
            return features;
        }

        private int trees() {
            String sizes = fields.get("tree_sizes");
            return sizes == null ? -1 : sizes.isBlank() ? 0 : sizes.trim().split(" +").length;
        }
    }
}
