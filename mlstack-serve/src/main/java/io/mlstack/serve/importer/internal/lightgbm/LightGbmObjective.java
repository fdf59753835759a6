package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Findings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What turns the sums of leaves into predictions.
 *
 * @param name as LightGBM spells it; {@code custom} where the file has none
 * @param scale what a margin is multiplied by before its sigmoid; 1 elsewhere
 */
public record LightGbmObjective(String name, Link link, double scale) {

    /** How margins become predictions. */
    public enum Link {
        /** As they are: regression, ranking, custom objectives. */
        IDENTITY,
        /** {@code x |x|}: regression on the square root of the target. */
        SIGNED_SQUARE,
        /** {@code exp(x)}. */
        EXP,
        /** {@code log(1 + exp(x))}. */
        SOFTPLUS,
        /** {@code 1 / (1 + exp(-scale x))}, a number that is no class. */
        SIGMOID,
        /** The same as the probability of the second of two classes. */
        BINARY,
        /** Softmax over classes. */
        SOFTMAX,
        /** A sigmoid a class; they do not add up to 1. */
        ONE_VERSUS_ALL
    }

    /** Objectives that LightGBM trains on the square root of the target if {@code reg_sqrt} says so. */
    private static final Set<String> SQUARE_ROOTS = Set.of("regression", "regression_l1", "quantile");

    private static final Set<String> REGRESSIONS =
            Set.of("regression", "regression_l1", "quantile", "huber", "fair", "mape");
    private static final Set<String> EXPONENTIALS = Set.of("poisson", "gamma", "tweedie");
    private static final Set<String> RANKS = Set.of("lambdarank", "rank_xendcg");
    private static final Set<String> CUSTOM = Set.of("custom", "none", "null", "na");

    /** Whether predictions have an order and no unit. */
    public boolean isRanking() {
        return RANKS.contains(name);
    }

    /** Names of all objectives that are read, sorted. */
    public static List<String> supported() {
        Set<String> all = new TreeSet<>(REGRESSIONS);
        all.addAll(EXPONENTIALS);
        all.addAll(RANKS);
        all.addAll(List.of("binary", "multiclass", "multiclassova", "cross_entropy", "cross_entropy_lambda", "custom"));
        return List.copyOf(all);
    }

    /**
     * Reads {@code binary sigmoid:1}.
     *
     * @param outputs trees an iteration
     */
    static LightGbmObjective read(String text, int outputs, String place, Findings findings) {
        String[] words = text.trim().split(" +");
        String name = words[0];
        List<String> parameters = Arrays.asList(words).subList(1, words.length);
        double scale = 1;
        boolean root = false;
        for (String parameter : parameters) {
            int colon = parameter.indexOf(':');
            String key = colon < 0 ? parameter : parameter.substring(0, colon);
            String value = colon < 0 ? "" : parameter.substring(colon + 1);
            switch (key) {
                case "sqrt" -> root = true;
                case "sigmoid" -> scale = scale(value, place, findings);
                case "num_class" -> classes(value, outputs, place, findings);
                // They shape the training and not the prediction.
                case "alpha", "fair_c", "tweedie_variance_power", "poisson_max_delta_step" -> {}
                default ->
                    findings.add(
                            "lightgbm.objective",
                            place,
                            "objective " + name + " has the unknown parameter \"" + parameter + "\"",
                            "upgrade mlstack, or report the model");
            }
        }
        return new LightGbmObjective(
                CUSTOM.contains(name) || name.isEmpty() ? "custom" : name,
                link(name, root, outputs, place, findings),
                scale);
    }

    private static double scale(String value, String place, Findings findings) {
        double scale = LightGbmHeader.number(value);
        if (!(scale > 0)) {
            findings.add(
                    "lightgbm.objective",
                    place,
                    "sigmoid:" + value + " is no number above 0",
                    "save the model again with LightGBM");
        }
        return scale;
    }

    private static void classes(String value, int outputs, String place, Findings findings) {
        if (LightGbmHeader.number(value) != outputs) {
            findings.add(
                    "lightgbm.objective",
                    place,
                    "num_class:" + value + " differs from the " + outputs + " trees of an iteration",
                    "save the model again with LightGBM");
        }
    }

    private static Link link(String name, boolean root, int outputs, String place, Findings findings) {
        boolean several = name.equals("multiclass") || name.equals("multiclassova");
        boolean custom = CUSTOM.contains(name) || name.isEmpty();
        if (!custom && several != outputs > 1) {
            findings.add(
                    "lightgbm.objective",
                    place,
                    "objective " + name + " does not go with " + outputs + " trees an iteration",
                    "save the model again with LightGBM");
        }
        if (root && !REGRESSIONS.contains(name) && !EXPONENTIALS.contains(name)) {
            findings.add(
                    "lightgbm.objective",
                    place,
                    "objective " + name + " knows no sqrt",
                    "save the model again with LightGBM");
        }
        if (custom || RANKS.contains(name) || REGRESSIONS.contains(name)) {
            return root && SQUARE_ROOTS.contains(name) ? Link.SIGNED_SQUARE : Link.IDENTITY;
        }
        if (EXPONENTIALS.contains(name)) {
            return Link.EXP;
        }
        return switch (name) {
            case "binary" -> Link.BINARY;
            case "multiclass" -> Link.SOFTMAX;
            case "multiclassova" -> Link.ONE_VERSUS_ALL;
            case "cross_entropy" -> Link.SIGMOID;
            case "cross_entropy_lambda" -> Link.SOFTPLUS;
            default -> {
                findings.add(
                        "lightgbm.objective",
                        place,
                        "objective \"" + name + "\" is not supported",
                        "supported are " + String.join(", ", supported()));
                yield Link.IDENTITY;
            }
        };
    }
}
