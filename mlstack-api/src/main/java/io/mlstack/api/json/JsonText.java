package io.mlstack.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with Jackson's streaming parser, strictly and within limits. */
final class JsonText {

    /** Deeper nesting is refused: no document of ours comes near it, and recursion stays bounded. */
    static final int MAX_DEPTH = 100;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    static Json parse(byte[] utf8, String source) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
        if (result.isError()) {
            throw new InvalidInputException(new Finding(
                    "json.malformed", source, "byte " + bytes.position() + " is no UTF-8", "write the file in UTF-8"));
        }
        return parse(chars.flip().toString(), source);
    }

    static Json parse(String text, String source) {
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw new InvalidInputException(new Finding(
                    "json.malformed",
                    source,
                    "the document begins with a byte order mark",
                    "write the file in UTF-8 without one"));
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException(
                        new Finding("json.empty", source, "the document is empty", "write one JSON value"));
            }
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "text goes on after the value", parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(malformed(e, source), e);
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Finding(
                            "json.malformed", source, String.valueOf(e.getMessage()), "write valid JSON (RFC 8259)"),
                    e);
        }
    }

    private static Finding malformed(JsonProcessingException e, String source) {
        String place = e.getLocation() == null
                ? source
                : source + ":" + e.getLocation().getLineNr() + ":"
                        + e.getLocation().getColumnNr();
        return new Finding("json.malformed", place, e.getOriginalMessage(), "write valid JSON (RFC 8259)");
    }

    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(parser);
        }
        if (token.isNumeric()) {
            return number(parser);
        }
        return switch (token) {
            case VALUE_STRING -> new Json.Str(whole(parser, parser.getText()));
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser, parser.currentName());
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new Json.Obj(members);
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json.Arr(items);
    }

    private static String whole(JsonParser parser, String text) throws IOException {
        if (CanonicalText.halfPair(text) >= 0) {
            throw new JsonParseException(parser, "a text holds half a surrogate pair");
        }
        return text;
    }

    private static Json number(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new JsonParseException(parser, "number " + parser.getText() + " is beyond the range of a double");
        }
        return new Json.Num(value);
    }
}
