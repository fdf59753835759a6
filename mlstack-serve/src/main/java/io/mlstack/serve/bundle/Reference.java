package io.mlstack.serve.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rows that a model was made with looked like, column by column: what later rows are compared with to see whether
 * the world has drifted. Immutable.
 *
 * <p>Columns of text and vectors that come in have no sketch, and columns marked as personal neither. A vector that goes out
 * has one sketch an element, named {@code probabilities[0]} and so on.
 *
 * @param inputs by column
 * @param outputs by column, of what the model made of the rows
 */
public record Reference(SortedMap<String, Sketch> inputs, SortedMap<String, Sketch> outputs) {

    public Reference {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }
}
