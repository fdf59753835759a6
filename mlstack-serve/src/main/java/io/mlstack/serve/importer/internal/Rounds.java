package io.mlstack.serve.importer.internal;

import java.util.OptionalInt;

/**
 * How many boosting rounds a file holds, and how many its trainer would score with.
 *
 * @param all rounds in the file; 0 for a model that has none, such as a linear one
 * @param usual what the trainer's own {@code predict} takes unless it is told otherwise
 * @param best rounds up to the best one, where early stopping noted it
 */
public record Rounds(int all, int usual, OptionalInt best) {

    /** All rounds, of a model that notes no best one. */
    public static Rounds all(int count) {
        return new Rounds(count, count, OptionalInt.empty());
    }
}
