package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.NumberedLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fold over a model's log: what is published, and the bundles each alias pointed at, the present one on top. */
final class ModelHistory {

    private final List<ModelEvent> events = new ArrayList<>();
    private final Set<Digest> published = new LinkedHashSet<>();
    private final SortedMap<String, Deque<Digest>> aliases = new TreeMap<>();

    static ModelHistory read(String model, NumberedLog log) {
        ModelHistory history = new ModelHistory();
        log.from(1).map(record -> EventJson.read(model, record)).forEach(history::apply);
        return history;
    }

    private void apply(ModelEvent event) {
        events.add(event);
        if (event instanceof ModelEvent.Published) {
            published.add(event.bundle());
        } else if (event instanceof ModelEvent.AliasMoved moved) {
            aliases.computeIfAbsent(moved.alias(), a -> new ArrayDeque<>()).push(moved.bundle());
        } else if (event instanceof ModelEvent.RolledBack back) {
            Deque<Digest> targets = aliases.get(back.alias());
            if (targets != null && targets.size() > 1) {
                targets.pop();
            }
        }
    }

    /** Number of the last event; 0 before the first. */
    long last() {
        return events.size();
    }

    List<ModelEvent> events() {
        return List.copyOf(events);
    }

    boolean hasPublished(Digest bundle) {
        return published.contains(bundle);
    }

    List<Digest> published() {
        return List.copyOf(published);
    }

    Set<String> aliases() {
        return aliases.keySet();
    }

    Optional<Digest> target(String alias) {
        Deque<Digest> targets = aliases.get(alias);
        return targets == null ? Optional.empty() : Optional.of(targets.getFirst());
    }

    /** What a rollback of {@code alias} would point it at. */
    Optional<Digest> before(String alias) {
        Deque<Digest> targets = aliases.get(alias);
        return targets == null ? Optional.empty() : targets.stream().skip(1).findFirst();
    }
}
