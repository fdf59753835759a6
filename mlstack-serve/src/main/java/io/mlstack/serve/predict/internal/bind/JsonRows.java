package io.mlstack.serve.predict.internal.bind;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of JSON, one after the other. Not thread-safe. */
public final class JsonRows {

    private final JsonInput input;
    private final JsonParser parser;
    private final Findings findings;
    private final JsonRow row;
    private final int width;
    private boolean started;
    private boolean array;
    private boolean ended;
    private long count;

    JsonRows(JsonInput input, JsonParser parser, Findings findings) {
        this.input = input;
        this.parser = parser;
        this.findings = findings;
        this.row = new JsonRow(input, parser, findings);
        this.width = input.rules().width();
    }

    void one(double[] in) throws IOException {
        try {
            JsonToken token = current();
            if (token == null) {
                findings.add("predict.json-empty", "#", "there is no JSON", "give an object with the columns of a row");
            } else {
                row.read(token, in, 0, "", "");
            }
            parser.clearCurrentToken();
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    /**
     * Reads the next rows into {@code in} from 0 on. Rows that are rejected are findings; with many of them reading stops.
     *
     * @return rows read; fewer than {@code most} at the end
     * @throws InvalidInputException with all findings so far, if the JSON is malformed
     */
    public int read(double[] in, int most) throws IOException {
        int read = 0;
        try {
            while (read < most && next(in, read * width)) {
                read++;
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        return read;
    }

    private boolean next(double[] in, int at) throws IOException {
        if (ended) {
            return false;
        }
        JsonToken token = token();
        if (token == null || token == JsonToken.END_ARRAY || findings.count() > Findings.DEFAULT_CAP) {
            ended = true;
            if (token != null) {
                parser.clearCurrentToken();
            }
            return false;
        }
        row.read(token, in, at, "row " + count + ", ", array ? "/" + count : "");
        count++;
        return true;
    }

    /** The first token of the next row. */
    private @Nullable JsonToken token() throws IOException {
        if (started) {
            return parser.nextToken();
        }
        started = true;
        JsonToken token = current();
        if (token == JsonToken.START_ARRAY) {
            array = true;
            return parser.nextToken();
        }
        return token;
    }

    private @Nullable JsonToken current() throws IOException {
        return parser.currentToken() == null ? parser.nextToken() : parser.currentToken();
    }

    private InvalidInputException malformed(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place = location == null ? "#" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        boolean personal =
                input.rules().all().stream().anyMatch(rule -> rule.column().personal());
        // The message tends to quote what cannot be read, which may be a personal value.
        String message = personal ? "the JSON cannot be read" : e.getOriginalMessage();
        findings.add(new Finding("json.malformed", place, message, "write valid JSON (RFC 8259)"));
        return personal ? new InvalidInputException(findings.list()) : new InvalidInputException(findings.list(), e);
    }
}
