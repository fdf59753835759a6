package io.mlstack.api.error;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * One problem of an input: what is wrong, where, and what mends it.
 *
 * <p>Immutable. {@link #toString()} is the sentence a person reads:
 * {@code biopsies.csv:118: column mean_area: "abc" is not a number; correct the cell or declare the column as text}.
 *
 * @param code stable identifier for programs, such as {@code csv.not-a-number}; lower case, dots and dashes
 * @param place where the problem is: a file with line and column, a JSON pointer, a node, a column, a record component
 * @param message what is wrong, with the offending value quoted
 * @param cure what the caller can do about it, as an imperative
 */
public record Finding(String code, String place, String message, String cure) implements Serializable {

    public Finding {
        requireNonNull(code, "code");
        requireNonNull(place, "place");
        requireNonNull(message, "message");
        requireNonNull(cure, "cure");
    }

    @Override
    public String toString() {
        return cure.isEmpty() ? place + ": " + message : place + ": " + message + "; " + cure;
    }
}
