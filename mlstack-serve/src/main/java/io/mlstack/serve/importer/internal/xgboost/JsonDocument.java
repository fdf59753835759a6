package io.mlstack.serve.importer.internal.xgboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Reads XGBoost's JSON, token by token. */
final class JsonDocument {

    private static final int MAX_WHOLE_DIGITS = 15;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // XGBoost writes Infinity and NaN as they stand here.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();

    private final String source;
    private final DocumentBuilder document;

    private JsonDocument(String source, DocumentBuilder document) {
        this.source = source;
        this.document = document;
    }

    static Value read(byte[] bytes, String source) {
        DocumentBuilder document = new DocumentBuilder(source, bytes.length);
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            new JsonDocument(source, document).read(parser);
        } catch (IOException e) {
            throw Refusal.damaged(source, "is no JSON: " + firstLine(e), e);
        }
        return document.build();
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void read(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> document.startObject();
                case START_ARRAY -> document.startArray();
                case END_OBJECT, END_ARRAY -> document.end();
                case FIELD_NAME -> document.name(parser.currentName());
                case VALUE_STRING -> document.text(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> document.number(number(parser.getText()));
                case VALUE_TRUE -> document.number(1);
                case VALUE_FALSE -> document.number(0);
                case VALUE_NULL -> document.nothing();
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw Refusal.damaged(source, "holds a " + token);
            }
        }
    }

    /**
     * Whole numbers as they are, all others as the float32 nearest to the text. Going there by way of a float64 would round
     * twice, and give the neighbour of XGBoost's number once in 500 million.
     */
    static double number(String text) {
        return switch (text) {
            case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
            default -> isWhole(text) ? Long.parseLong(text) : Float.parseFloat(text);
        };
    }

    private static boolean isWhole(String text) {
        if (text.length() > MAX_WHOLE_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(c == '-' && i == 0)) {
                return false;
            }
        }
        return true;
    }
}
