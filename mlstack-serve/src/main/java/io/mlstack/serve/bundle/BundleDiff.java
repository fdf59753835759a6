package io.mlstack.serve.bundle;

import io.mlstack.api.html.Html;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is different between two bundles, for people who decide whether the second may take the place of the first. Immutable.
 *
 * <pre>{@code
 * System.out.println(champion.diff(challenger));
 * }</pre>
 *
 * @param before name and id of the first
 * @param after name and id of the second
 * @param changes in the order: what the model is, what it takes and gives, nodes, numbers, goldens, signatures, entries
 */
public record BundleDiff(String before, String after, List<Change> changes) {

    /** What happened to a thing. */
    public enum Kind {
        /** Only the second bundle has it. */
        ADDED("+"),
        /** Only the first bundle has it. */
        REMOVED("-"),
        /** Both have it, and it differs. */
        CHANGED("~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One difference.
     *
     * @param what such as {@code node score}, {@code input age}, {@code tensor score.weights}, {@code entry problem.json}
     * @param detail both values, or how far numbers moved; for people
     */
    public record Change(Kind kind, String what, String detail) {

        /** {@code ~ tensor score.weights: largest difference 0.25 at 3}. */
        @Override
        public String toString() {
            return kind.sign + " " + what + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    public BundleDiff {
        changes = List.copyOf(changes);
    }

    /** Whether the bundles have equal content; their signatures may still differ. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One line a change below a line that names both. */
    @Override
    public String toString() {
        return before + " -> " + after
                + (isEmpty()
                        ? ": no difference"
                        : changes.stream().map(change -> "\n  " + change).collect(Collectors.joining()));
    }

    /** A table of the changes for notebooks. */
    public String html() {
        return "<p>" + Html.escape(before + " -> " + after) + "</p>"
                + Html.table(
                        List.of("", "what", "how"),
                        changes.stream()
                                .map(change -> List.of(change.kind().sign, change.what(), change.detail()))
                                .toList());
    }
}
