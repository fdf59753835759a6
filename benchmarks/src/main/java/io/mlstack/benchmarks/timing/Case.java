package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Entrant;
import java.util.Collection;
import java.util.List;

/**
 * A model and how many rows it scores in a call.
 *
 * @param rows a divisor of {@link CallBenchmark#ROWS}
 */
public record Case(Subject subject, int rows) {

    /** One row and a batch of each model. */
    public static List<Case> all(Collection<Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> List.of(new Case(subject, 1), new Case(subject, Entrant.BATCH)).stream())
                .toList();
    }

    Call call() {
        return new Call(rows, subject.inputs(), subject.outputs());
    }

    /** Start of the names of this case's bars. */
    public String key() {
        return subject.title() + (rows == 1 ? "-row" : "-batch" + rows);
    }

    String title() {
        return subject.title() + (rows == 1 ? ", one row" : ", batch of " + rows);
    }
}
