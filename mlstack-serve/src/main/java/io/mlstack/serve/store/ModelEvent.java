package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import java.time.Instant;
import java.util.Optional;

/** One line of a model's history. Events are never changed; what holds now is what follows from all of them. */
public sealed interface ModelEvent {

    /** Position in the model's log, from 1 and without gaps. */
    long number();

    /** The bundle that the event is about. */
    Digest bundle();

    /** Who made it happen. */
    Actor actor();

    /** When the actor's machine said it happened. */
    Instant at();

    /** One line for people. */
    String words();

    /**
     * A bundle was put into the store.
     *
     * @param bytes size of the bundle
     * @param sha256 of its file, while {@code bundle} is that of the manifest within it
     */
    record Published(long number, Digest bundle, long bytes, Digest sha256, Actor actor, Instant at)
            implements ModelEvent {
        @Override
        public String words() {
            return actor + " published " + bundle.shortHex(12) + " (" + bytes + " bytes)";
        }
    }

    /**
     * An alias was pointed at a bundle.
     *
     * @param previous what it pointed at before; empty for a new alias
     * @param reason why, in the words of the actor
     */
    record AliasMoved(
            long number, String alias, Digest bundle, Optional<Digest> previous, Actor actor, Instant at, String reason)
            implements ModelEvent {
        @Override
        public String words() {
            return actor + " moved " + alias
                    + previous.map(p -> " from " + p.shortHex(12)).orElse("") + " to " + bundle.shortHex(12) + ": "
                    + reason;
        }
    }

    /**
     * An alias was pointed back at the bundle it had before its last move that was not undone yet.
     *
     * @param previous what it pointed at until now
     * @param reason why, in the words of the actor
     */
    record RolledBack(long number, String alias, Digest bundle, Digest previous, Actor actor, Instant at, String reason)
            implements ModelEvent {
        @Override
        public String words() {
            return actor + " rolled " + alias + " back from " + previous.shortHex(12) + " to " + bundle.shortHex(12)
                    + ": " + reason;
        }
    }
}
