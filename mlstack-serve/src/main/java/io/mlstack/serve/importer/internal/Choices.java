package io.mlstack.serve.importer.internal;

import io.mlstack.api.table.Schema;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the file does not say and its user does.
 *
 * @param schema the columns that rows bring; null for those that the file names
 * @param missing the number that stood for a missing value when the model was trained
 * @param target name of the predicted column
 * @param classes names of the classes in the trainer's order; empty for 0, 1, 2, ...
 * @param rounds how many rounds count; empty for what the trainer takes
 */
public record Choices(
        @Nullable Schema schema, OptionalDouble missing, String target, List<String> classes, OptionalInt rounds) {

    /** Nothing chosen. */
    public static final Choices NONE =
            new Choices(null, OptionalDouble.empty(), "prediction", List.of(), OptionalInt.empty());

    public Choices {
        classes = List.copyOf(classes);
    }

    /** With the columns that rows bring. */
    public Choices withSchema(Schema columns) {
        return new Choices(columns, missing, target, classes, rounds);
    }

    /** With a number that stands for a missing value. */
    public Choices withMissing(OptionalDouble marker) {
        return new Choices(schema, marker, target, classes, rounds);
    }

    /** With the name of the predicted column. */
    public Choices withTarget(String name) {
        return new Choices(schema, missing, name, classes, rounds);
    }

    /** With the names of the classes. */
    public Choices withClasses(List<String> names) {
        return new Choices(schema, missing, target, names, rounds);
    }

    /** With the number of rounds that count. */
    public Choices withRounds(int count) {
        return new Choices(schema, missing, target, classes, OptionalInt.of(count));
    }
}
