package io.mlstack.serve.bundle;

/** Who made the golden outputs of a bundle, and so what their agreement proves. */
public enum GoldenOrigin {
    /** There are none: nothing was compared. */
    NONE("none"),
    /** Our own scorer made them when the bundle was packed: the bundle still scores as it did then. */
    SELF("by its own scorer"),
    /** The trainer of the model made them: the bundle scores as the trainer does, within the stated tolerance. */
    TRAINER("by its trainer");

    private final String words;

    GoldenOrigin(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
