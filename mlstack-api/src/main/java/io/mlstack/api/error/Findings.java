package io.mlstack.api.error;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Collects the problems of one input so that all of them are reported, not only the first.
 *
 * <p>Keeps at most {@code cap} findings and counts the rest, so a file with a million bad rows costs a bounded amount of
 * memory. Not thread-safe.
 *
 * <pre>{@code
 * Findings findings = Findings.upTo(100);
 * findings.add("csv.missing-cell", "train.csv:7", "row has 30 of 32 cells", "add the missing cells");
 * findings.throwIfAny(InvalidInputException::new);
 * }</pre>
 */
public final class Findings {

    /** The cap used where the caller states none. */
    public static final int DEFAULT_CAP = 100;

    private final int cap;
    private final List<Finding> kept = new ArrayList<>();
    private long count;

    private Findings(int cap) {
        this.cap = cap;
    }

    /** An empty collection that keeps {@value #DEFAULT_CAP} findings. */
    public static Findings collect() {
        return new Findings(DEFAULT_CAP);
    }

    /**
     * An empty collection that keeps the first {@code cap} findings.
     *
     * @throws IllegalArgumentException if {@code cap} is below 1
     */
    public static Findings upTo(int cap) {
        if (cap < 1) {
            throw new IllegalArgumentException("a collection of findings keeps at least 1, got a cap of " + cap);
        }
        return new Findings(cap);
    }

    /** Adds one problem; beyond the cap it is only counted. */
    public void add(Finding finding) {
        count++;
        if (kept.size() < cap) {
            kept.add(finding);
        }
    }

    /** Adds one problem from its parts; see {@link Finding}. */
    public void add(String code, String place, String message, String cure) {
        add(new Finding(code, place, message, cure));
    }

    /** Adds each of {@code findings}. */
    public void addAll(Iterable<Finding> findings) {
        findings.forEach(this::add);
    }

    /** Whether no problem was added. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many problems were added, kept or not. */
    public long count() {
        return count;
    }

    /** The kept problems in the order of their discovery; when some were dropped, a last one says how many. */
    public List<Finding> list() {
        if (count == kept.size()) {
            return List.copyOf(kept);
        }
        List<Finding> all = new ArrayList<>(kept);
        long more = count - kept.size();
        all.add(new Finding(
                "findings.more", all.get(0).place(), more + " more problems of this input", "mend these first"));
        return List.copyOf(all);
    }

    /**
     * Throws the exception that {@code exception} makes of the list when there is at least one problem.
     *
     * @param exception for example {@code InvalidInputException::new}
     */
    public <X extends MlstackException> void throwIfAny(Function<List<Finding>, X> exception) throws X {
        if (!isEmpty()) {
            throw exception.apply(list());
        }
    }
}
