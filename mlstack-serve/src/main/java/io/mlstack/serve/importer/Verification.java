package io.mlstack.serve.importer;

import io.mlstack.serve.bundle.Tolerance;
import java.util.List;

/**
 * What came of comparing a model's scores with those that its trainer made of the same rows.
 *
 * @param rows how many rows were compared
 * @param outputs which outputs, with positions where only some numbers of an output were given
 * @param tolerance how near the model had to come to each number; classes had to be equal
 * @param differences every number that is too far off, by row
 * @param causes what explains all of the differences at once, where something was found that does; else empty
 */
public record Verification(
        int rows, List<String> outputs, Tolerance tolerance, List<Difference> differences, List<String> causes) {

    private static final int SHOWN = 10;

    public Verification {
        outputs = List.copyOf(outputs);
        differences = List.copyOf(differences);
        causes = List.copyOf(causes);
    }

    /** Whether no number is too far off. */
    public boolean agrees() {
        return differences.isEmpty();
    }

    /** How many rows have a number that is too far off. */
    public long differingRows() {
        return differences.stream().mapToInt(Difference::row).distinct().count();
    }

    /** Some lines for people: what was compared, what explains the differences, and the first of them. */
    @Override
    public String toString() {
        String compared = rows + " rows, " + String.join(", ", outputs) + " " + tolerance;
        if (agrees()) {
            return compared + ": all agree";
        }
        StringBuilder lines = new StringBuilder(compared + ": " + differingRows() + " rows differ");
        causes.forEach(cause -> lines.append("\n  ").append(cause));
        differences.stream()
                .limit(SHOWN)
                .forEach(difference -> lines.append("\n  ").append(difference));
        int more = differences.size() - SHOWN;
        return lines.append(more > 0 ? "\n  ... and " + more + " more" : "").toString();
    }
}
