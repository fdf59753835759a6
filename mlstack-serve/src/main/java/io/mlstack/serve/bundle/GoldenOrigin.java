package io.mlstack.serve.bundle;

/** Who made the golden outputs of a bundle, and so what their agreement proves. */
public enum GoldenOrigin {
    /** There are none: nothing was compared. */
    NONE("none"),
    /** Our own scorer made them when the bundle was packed: the bundle still scores as it did then. */
    SELF("by its own scorer");

    private final String words;

    GoldenOrigin(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
