package io.mlstack.serve.store;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.LogRecord;
import io.mlstack.api.blob.NumberedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The event log of one model and what was read of it so far, so that a look reads new events only. Thread-safe. */
final class ModelLog {

    private final String model;
    private final NumberedLog log;
    private final AtomicReference<ModelHistory> known = new AtomicReference<>(ModelHistory.EMPTY);

    ModelLog(BlobStore blobs, String model) {
        this.model = model;
        this.log = NumberedLog.of(blobs, "models/" + model + "/log");
    }

    /** All events that were acknowledged before the call. */
    ModelHistory now() {
        ModelHistory before = known.get();
        long last = log.last().orElse(0);
        if (last == before.last()) {
            return before;
        }
        // Shorter than before: the model was removed, and what is there now is another one's history.
        ModelHistory base = last < before.last() ? ModelHistory.EMPTY : before;
        List<ModelEvent> next = new ArrayList<>();
        for (long number = base.last() + 1; number <= last; number++) {
            next.add(EventJson.read(model, new LogRecord(number, log.read(number))));
        }
        return keep(before, base.with(next));
    }

    /** Appends the event that follows on {@code history}; false if somebody else was faster. */
    boolean append(ModelHistory history, ModelEvent event) {
        if (!log.append(history.last(), EventJson.write(event))) {
            return false;
        }
        keep(history, history.with(List.of(event)));
        return true;
    }

    /** Whoever comes second reads a few events once more; nobody waits and nothing older replaces what is newer. */
    private ModelHistory keep(ModelHistory before, ModelHistory next) {
        known.compareAndSet(before, next);
        return next;
    }
}
