package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.LogRecord;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/** JSON form of a {@link ModelEvent}; its number is that of the record. */
final class EventJson {

    private static final Set<String> KINDS = Set.of("publish", "alias", "rollback");

    private EventJson() {}

    static byte[] write(ModelEvent event) {
        Json.ObjBuilder json = Json.object()
                .put("bundle", event.bundle().hex())
                .put("actor", event.actor().name())
                .put("at", event.at().toString());
        if (event instanceof ModelEvent.Published published) {
            json.put("kind", "publish")
                    .put("bytes", published.bytes())
                    .put("sha256", published.sha256().hex());
        } else if (event instanceof ModelEvent.AliasMoved moved) {
            json.put("kind", "alias").put("alias", moved.alias()).put("reason", moved.reason());
            moved.previous().ifPresent(p -> json.put("previous", p.hex()));
        } else if (event instanceof ModelEvent.RolledBack back) {
            json.put("kind", "rollback")
                    .put("alias", back.alias())
                    .put("reason", back.reason())
                    .put("previous", back.previous().hex());
        }
        return json.build().canonicalBytes();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidInputException if the event is of a kind that a later version may know
     * @throws CorruptDataException if the record is no event at all
     */
    static ModelEvent read(String model, LogRecord record) {
        String place = "models/" + model + "/log/" + record.number();
        String kind;
        try {
            JsonPlace json = Json.parse(record.content(), place);
            kind = json.field("kind").text();
            if (KINDS.contains(kind)) {
                return read(record.number(), json);
            }
        } catch (InvalidInputException e) {
            throw new CorruptDataException(e.findings(), e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CorruptDataException(
                    new Finding("store.event", place, String.valueOf(e.getMessage()), "restore it from a backup"), e);
        }
        throw new InvalidInputException(new Finding(
                "store.unknown-event",
                place,
                "\"" + kind + "\" is no event that this mlstack knows",
                "upgrade mlstack to the version that wrote it"));
    }

    private static ModelEvent read(long number, JsonPlace json) {
        Digest bundle = Digest.parse(json.field("bundle").text());
        Actor actor = Actor.of(json.field("actor").text());
        Instant at = Instant.parse(json.field("at").text());
        JsonPlace kind = json.field("kind");
        return switch (kind.text()) {
            case "publish" ->
                new ModelEvent.Published(
                        number,
                        bundle,
                        json.field("bytes").integer(),
                        Digest.parse(json.field("sha256").text()),
                        actor,
                        at);
            case "alias" ->
                new ModelEvent.AliasMoved(
                        number,
                        json.field("alias").text(),
                        bundle,
                        json.optional("previous").map(p -> Digest.parse(p.text())),
                        actor,
                        at,
                        json.field("reason").text());
            case "rollback" ->
                new ModelEvent.RolledBack(
                        number,
                        json.field("alias").text(),
                        bundle,
                        Digest.parse(json.field("previous").text()),
                        actor,
                        at,
                        json.field("reason").text());
            default -> throw new AssertionError(kind.text() + " is among the kinds and cannot be read");
        };
    }
}
