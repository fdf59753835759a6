package io.mlstack.api.model;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;

/**
 * What a model may be called, for everybody who takes such a name: problems, bundles and stores.
 *
 * <p>1 to 100 of {@code a-z 0-9 . _ -}, beginning with a letter or digit and not ending with a dot, so that every name is
 * one segment of a {@link io.mlstack.api.blob.BlobKey}. Lower case only, because some file systems take A and a for the
 * same name.
 */
public final class ModelName {

    /** The grammar as a cure, for a finding about a name. */
    public static final String CURE = "use 1 to 100 of a-z, 0-9, dot, dash and underscore, beginning with a letter or"
            + " digit and not ending with a dot";

    private static final int MAX = 100;

    private ModelName() {}

    /** Whether {@code text} can name a model. */
    public static boolean isOne(String text) {
        if (text.isEmpty() || text.length() > MAX || !isLetterOrDigit(text.charAt(0)) || text.endsWith(".")) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /**
     * Returns {@code text} if it can name a model.
     *
     * @throws InvalidInputException if it cannot, with code {@code model.name} and {@link #CURE}
     */
    public static String check(String text) {
        if (!isOne(text)) {
            String shown = text.length() <= MAX ? text : text.substring(0, MAX) + "...";
            throw new InvalidInputException(
                    new Finding("model.name", "model \"" + shown + '"', "cannot name a model", CURE));
        }
        return text;
    }
}
