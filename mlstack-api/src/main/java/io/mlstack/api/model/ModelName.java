package io.mlstack.api.model;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.regex.Pattern;

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

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9_-])?");
    private static final int SHOWN = 100;

    private ModelName() {}

    /** Whether {@code text} can name a model. */
    public static boolean isOne(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /**
     * Returns {@code text} if it can name a model.
     *
     * @throws InvalidInputException if it cannot, with code {@code model.name} and {@link #CURE}
     */
    public static String check(String text) {
        if (!isOne(text)) {
            String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
            throw new InvalidInputException(
                    new Finding("model.name", "model \"" + shown + '"', "cannot name a model", CURE));
        }
        return text;
    }
}
