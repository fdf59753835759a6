package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * One record of a reference's log: from here on the name means this commit.
 *
 * @param commit what the name means
 * @param packs where the objects are that came with it, so that a reader need not list all packs; the last one has the commit,
 *     and where there are very many only that one is named
 * @param actor who moved the name
 * @param at when
 * @param reason why: {@code commit}, {@code tag}
 */
record RefRecord(Digest commit, List<Digest> packs, String actor, Instant at, String reason) {

    private static final int MAX_PACKS = 256;

    RefRecord {
        packs = packs.size() <= MAX_PACKS ? List.copyOf(packs) : List.of(packs.get(packs.size() - 1));
    }

    byte[] encode() {
        return Json.object()
                .put("commit", commit.hex())
                .put("packs", Json.strings(packs.stream().map(Digest::hex).toList()))
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
                    json.field("packs").texts().stream().map(Digest::parse).toList(),
                    json.field("actor").text(),
                    Instant.parse(json.field("at").text()),
                    json.field("reason").text());
        } catch (InvalidInputException | DateTimeException e) {
            throw ByteSource.corrupt(place, "a reference cannot be read: " + e.getMessage());
        }
    }
}
