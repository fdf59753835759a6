package io.mlstack.data.read;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One reading of a JSON Lines file from the first to the last line. */
final class JsonPass implements RowPass {

    private final JsonFormat format;
    private final Source source;
    private final JsonFeed feed;
    private final JsonKeys keys;
    private final boolean discovers;
    private final JsonCompact compact = new JsonCompact();
    private final Row row = new Row();
    private JsonParser parser;

    private boolean isFine = true;

    /** Whether the parser stands at the first token of the next row, or at the end. */
    private boolean isAhead;

    JsonPass(JsonFormat format, JsonFeed feed, List<Field> fields, boolean discovers) throws IOException {
        this.format = format;
        this.source = format.source();
        this.feed = feed;
        this.discovers = discovers;
        this.keys = new JsonKeys(format, fields);
        this.parser = format.factory().createParser(feed);
    }

    @Override
    public List<Field> fields() {
        return keys.fields();
    }

    @Override
    public long checksum() {
        return feed.checksum();
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (!isAhead) {
            parser.nextToken();
            isAhead = true;
        }
        JsonFeed.Bad bad = feed.problems().poll();
        if (bad != null) {
            return broken(bad.line(), bad.finding());
        }
        if (parser.currentToken() == null) {
            finish();
            return null;
        }
        isAhead = false;
        return object();
    }

    private Row object() throws IOException {
        long line = feed.line();
        keys.mark();
        row.begin(line, keys.size());
        try {
            feed.inValue(true);
            members();
            feed.inValue(false);
            // What stands behind the object, on its line or as the next row.
            isAhead = true;
            if (parser.nextToken() != null && feed.line() == line) {
                throw new JsonProblem(
                        "second-value", "another value stands behind the object", "write each object on one line");
            }
            return row;
        } catch (JacksonException | JsonProblem e) {
            Finding finding = finding(line, e, parser.currentLocation());
            keys.reset();
            isAhead = false;
            feed.restartAfter(line);
            parser.close();
            parser = format.factory().createParser(feed);
            return broken(line, finding);
        }
    }

    private void members() throws IOException {
        int position = 0;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int cell = keys.find(key, position++);
            if (cell < 0) {
                parser.skipChildren();
                continue;
            }
            row.widen(keys.size());
            if (row.form(cell) != Row.Form.ABSENT) {
                throw JsonCompact.duplicate(key);
            }
            value(cell, token);
        }
    }

    private void value(int cell, JsonToken token) throws IOException {
        Row.Form form = switch (token) {
            case VALUE_STRING -> Row.Form.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Row.Form.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Row.Form.TRUTH;
            case VALUE_NULL -> Row.Form.NULL;
            case START_ARRAY -> Row.Form.ARRAY;
            case START_OBJECT -> Row.Form.OBJECT;
            case END_ARRAY, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no JSON value begins with " + token);
        };
        if (form == Row.Form.ARRAY || form == Row.Form.OBJECT) {
            compact.copy(parser);
            row.set(cell, compact.chars, 0, compact.length(), form);
        } else {
            if (form == Row.Form.STRING && feed.hasEscapes()) {
                JsonCompact.requireUnicode(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            }
            row.set(cell, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), form);
        }
    }

    private Row broken(long line, Finding finding) {
        isFine = false;
        row.begin(line);
        row.breakWith(finding);
        return row;
    }

    private Finding finding(long line, IOException problem, JsonLocation at) {
        if (problem instanceof JsonProblem own) {
            return new Finding(source.code(own.code), source.line(line), String.valueOf(own.getMessage()), own.cure);
        }
        JacksonException theirs = (JacksonException) problem;
        JsonLocation place = Objects.requireNonNullElse(theirs.getLocation(), at);
        boolean isSyntax = theirs instanceof JsonParseException;
        return new Finding(
                source.code(isSyntax ? "syntax" : "limit"),
                source.line(line) + ": near byte " + place.getColumnNr(),
                theirs.getOriginalMessage(),
                isSyntax
                        ? "write the line as RFC 8259 says"
                        : "raise maxDepth or maxLineBytes if the file can be trusted, or leave such values out");
    }

    /** What only the end of the file can tell. */
    private void finish() {
        if (!discovers) {
            return;
        }
        Findings findings = Findings.upTo(format.options().maxErrors());
        TreeSet<String> declared = new TreeSet<>(format.options().types().keySet());
        declared.addAll(format.options().columns().keySet());
        declared.removeAll(keys.names());
        declared.forEach(name -> findings.add(
                source.code("no-such-column"),
                source.name(),
                "declared column " + Spelling.quote(name) + " is in no row of the file",
                NearestName.cure(name, keys.names())));
        if (keys.size() == 0
                && declared.isEmpty()
                && (isFine || format.options().quarantines())) {
            findings.add(
                    source.code("empty"), source.name(), "has no row with a key", "give a file with rows, or a schema");
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    @Override
    public void close() throws IOException {
        parser.close();
        feed.close();
    }
}
