package io.mlstack.train.engine;

/**
 * Whether an engine can train a specification.
 *
 * @param possible whether it can
 * @param reason why not, as a clause that follows the engine's name: {@code has no dropout}; empty when it can
 */
public record Support(boolean possible, String reason) {
    private static final Support YES = new Support(true, "");

    /** The engine can. */
    public static Support yes() {
        return YES;
    }

    /** The engine cannot, for that reason. */
    public static Support no(String reason) {
        return new Support(false, reason);
    }
}
