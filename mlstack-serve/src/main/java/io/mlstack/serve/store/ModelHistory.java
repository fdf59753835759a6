package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fold over a model's log: what is published, and the bundles each alias pointed at, the present one on top. Immutable;
 * {@link #with} copies, which costs less than reading one event.
 */
final class ModelHistory {

    /** Before the first event. */
    static final ModelHistory EMPTY = new ModelHistory(List.of(), Map.of(), Collections.emptySortedMap());

    private final List<ModelEvent> events;
    private final Map<Digest, ModelEvent.Published> published;
    private final SortedMap<String, Deque<Digest>> aliases;

    private ModelHistory(
            List<ModelEvent> events,
            Map<Digest, ModelEvent.Published> published,
            SortedMap<String, Deque<Digest>> aliases) {
        this.events = events;
        this.published = published;
        this.aliases = aliases;
    }

    /** This history and the events that follow on it. */
    ModelHistory with(List<ModelEvent> next) {
        List<ModelEvent> all = new ArrayList<>(events);
        Map<Digest, ModelEvent.Published> bundles = new LinkedHashMap<>(published);
        SortedMap<String, Deque<Digest>> targets = new TreeMap<>();
        aliases.forEach((alias, stack) -> targets.put(alias, new ArrayDeque<>(stack)));
        for (ModelEvent event : next) {
            all.add(event);
            apply(event, bundles, targets);
        }
        return new ModelHistory(
                Collections.unmodifiableList(all),
                Collections.unmodifiableMap(bundles),
                Collections.unmodifiableSortedMap(targets));
    }

    private static void apply(
            ModelEvent event, Map<Digest, ModelEvent.Published> published, SortedMap<String, Deque<Digest>> aliases) {
        if (event instanceof ModelEvent.Published publication) {
            published.put(event.bundle(), publication);
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
        return events;
    }

    /** Whether a file of that digest was published. */
    boolean hasFile(Digest sha256) {
        return events.stream()
                .anyMatch(event -> event instanceof ModelEvent.Published publication
                        && publication.sha256().equals(sha256));
    }

    /** The last publication of a bundle: the one with the signatures it got last. */
    Optional<ModelEvent.Published> publication(Digest bundle) {
        return Optional.ofNullable(published.get(bundle));
    }

    List<Digest> published() {
        return List.copyOf(published.keySet());
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
