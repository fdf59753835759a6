package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Problems of a file that are found out of order and reported by line; keeps some and counts the rest. */
final class Troubles {

    private record Trouble(long line, int cell, Finding finding) {}

    private final int cap;
    private final List<Trouble> kept = new ArrayList<>();
    private long count;

    Troubles(int cap) {
        this.cap = cap;
    }

    void addAll(long line, List<Finding> findings) {
        count += findings.size();
        for (int i = 0; i < findings.size() && kept.size() < cap; i++) {
            kept.add(new Trouble(line, i, findings.get(i)));
        }
    }

    /** Adds one that was kept under a cap of its own elsewhere. */
    void addKept(long line, int cell, Finding finding) {
        count++;
        kept.add(new Trouble(line, cell, finding));
    }

    /** Counts problems that nobody kept. */
    void addMore(long more) {
        count += more;
    }

    /** @throws InvalidInputException with the first problems by line, and the number of the others */
    void throwIfAny() {
        if (count == 0) {
            return;
        }
        List<Finding> first = new ArrayList<>(kept.stream()
                .sorted(Comparator.comparingLong(Trouble::line).thenComparingInt(Trouble::cell))
                .limit(cap)
                .map(Trouble::finding)
                .toList());
        if (count > first.size()) {
            first.add(new Finding(
                    "findings.more",
                    first.get(0).place(),
                    count - first.size() + " more problems of this file",
                    "mend these first, or raise maxErrors"));
        }
        throw new InvalidInputException(first);
    }
}
