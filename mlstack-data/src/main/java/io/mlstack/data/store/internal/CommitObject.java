package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Who changed what when.
 *
 * @param table the rows
 * @param parents the versions this one was made from: none for the first, else one
 * @param at microseconds are kept
 * @param nextRow the number that the next row without a key gets; rises for ever, 0 where keys come with the data
 */
public record CommitObject(
        Digest table, List<Digest> parents, String author, Instant at, String message, long rows, long nextRow) {

    /** Takes a copy of the list. */
    public CommitObject {
        parents = List.copyOf(parents);
    }

    StoredObject toObject() {
        Json json = Json.object()
                .put("table", table.hex())
                .put("parents", Json.strings(parents.stream().map(Digest::hex).toList()))
                .put("author", author)
                .put("at", at.toString())
                .put("message", message)
                .put("rows", rows)
                // A string, because JSON's numbers lose digits above 2^53.
                .put("nextRow", Long.toString(nextRow))
                .build();
        return StoredObject.of(ObjectKind.COMMIT, json.canonicalBytes());
    }

    static CommitObject decode(byte[] bytes, String place) {
        try {
            JsonPlace json = Json.parse(bytes, place);
            return new CommitObject(
                    Digest.parse(json.field("table").text()),
                    json.field("parents").texts().stream().map(Digest::parse).toList(),
                    json.field("author").text(),
                    Instant.parse(json.field("at").text()),
                    json.field("message").text(),
                    json.field("rows").integer(),
                    Long.parseLong(json.field("nextRow").text()));
        } catch (InvalidInputException | DateTimeException | NumberFormatException e) {
            throw ByteSource.corrupt(place, "a commit cannot be read: " + e.getMessage());
        }
    }
}
