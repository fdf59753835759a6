package io.mlstack.serve.importer.internal;

import java.util.List;

/**
 * One number that a model reads.
 *
 * @param name as the trainer called it, or made up from its position
 * @param categorical whether the number is the code of a category
 * @param levels the texts of the codes 0, 1, 2, ... where the file tells them; else empty
 */
public record Feature(String name, boolean categorical, List<String> levels) {

    public Feature {
        levels = List.copyOf(levels);
    }

    /** A number that is compared. */
    public static Feature number(String name) {
        return new Feature(name, false, List.of());
    }

    /** A category of which the file tells the codes only. */
    public static Feature codes(String name) {
        return new Feature(name, true, List.of());
    }

    /** A category whose levels the file names. */
    public static Feature category(String name, List<String> levels) {
        return new Feature(name, true, levels);
    }
}
