package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * One record of a reference's log: from here on the name means this commit.
 *
 * @param commit what the name means
 * @param pack where the objects are that came with it, so that a reader need not list all packs
 * @param actor who moved the name
 * @param at when
 * @param reason why: {@code commit}, {@code tag}
 */
record RefRecord(Digest commit, Digest pack, String actor, Instant at, String reason) {

    byte[] encode() {
        return Json.object()
                .put("commit", commit.hex())
                .put("pack", pack.hex())
                .put("actor", actor)
                .put("at", at.toString())
                .put("reason", reason)
                .build()
                .canonicalBytes();
    }

    static RefRecord decode(byte[] bytes, String place) {
        try {
            JsonPlace json = Json.parse(bytes, place);
            return new RefRecord(
                    Digest.parse(json.field("commit").text()),
                    Digest.parse(json.field("pack").text()),
                    json.field("actor").text(),
                    Instant.parse(json.field("at").text()),
                    json.field("reason").text());
        } catch (InvalidInputException | DateTimeException e) {
            throw ByteSource.corrupt(place, "a reference cannot be read: " + e.getMessage());
        }
    }
}
