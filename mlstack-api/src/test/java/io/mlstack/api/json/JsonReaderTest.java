package io.mlstack.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The house's reader beside Jackson's strict parser, which reads the same documents and refuses the same. */
class JsonReaderTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.MAX_DEPTH)
                    .build())
            .build();

    private static final List<String> SEEDS = List.of(
            "{\"a\":[1,-2.5e3,0,-0,1E-7,123456789012345,1234567890123456,0.1],\"b\":{\"c\":null,\"d\":[true,false]},\"\":\"\"}",
            " [ \"\\u00e4\\n\\\"\\/\\\\\\b\\f\\r\\t\" , \"\\ud83d\\ude00 \ud83d\ude00\" ,\r\n\t{ } , [ ] ] ",
            "{\"nodes\":[{\"op\":\"linear\",\"in\":[\"x\",\"y\"]},{\"op\":\"sigmoid\"}],\"version\":1}",
            "1.7976931348623157e308",
            "\"text\"");

    private static final String LETTERS = "{}[]:,\"\\/ \t\n\r0123456789+-.eEtrufalsn\u0000\u00e4\ud83d\ude00\ufffd'#a1";

    @Test
    void readsAndRefusesWhatJacksonDoes() {
        int read = 0;
        int count = 60_000;
        for (int i = 0; i < count; i++) {
            Random random = new Random(i);
            String text = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            Json ours = ours(text);
            assertThat(ours).as("document %d: %s", i, text).isEqualTo(jackson(text));
            read += ours == null ? 0 : 1;
        }
        assertThat(read).isBetween(count / 20, count - count / 20);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), at + 1 + random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
                case 2 -> mutant.insert(at, text, random.nextInt(text.length()), text.length());
                default -> mutant.replace(at, end, "" + LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return mutant.toString();
    }

    private static Json ours(String text) {
        try {
            return Json.parse(text, "x").value();
        } catch (InvalidInputException e) {
            assertThat(e.findings()).hasSize(1);
            return null;
        }
    }

    private static Json jackson(String text) {
        try (JsonParser parser = JACKSON.createParser(text)) {
            parser.nextToken();
            Json value = value(parser);
            return parser.nextToken() == null ? value : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("nothing there");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new Json.Obj(members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Json.Arr(items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDoubleValue());
            case VALUE_STRING -> new Json.Str(parser.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            default -> throw new IOException("unexpected " + token);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}|1:8|member \"a\" is there twice",
                "[1,]|1:4|expected a value, found ']'",
                "[1 2]|1:4|expected ',' or ']', found '2'",
                "{\"a\" 1}|1:6|expected ':', found '1'",
                "{a:1}|1:2|in quotes, found 'a'",
                "[01]|1:2|begins with 0",
                "[1.]|1:4|expected a digit, found ']'",
                "[-]|1:3|expected a digit, found ']'",
                "[1e999]|1:2|beyond the range of a double",
                "\"\\x\"|1:2|unknown escape \\x",
                "\"\\u12g4\"|1:6|hexadecimal digit, found 'g'",
                "{\"a\":[1|1:8|ends in the middle",
                "nul|1:1|something like null"
            })
    void saysWhereAndWhat(String text, String place, String message) {
        assertThat(assertThatRefuses(text)).startsWith("x:" + place + ": ").contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\n1,\n\n  tru]", "[\r\n1,\r\n\r\n  tru]", "[\r1,\r\r  tru]"})
    void countsLinesOfEveryKind(String text) {
        assertThat(assertThatRefuses(text)).startsWith("x:4:3: ");
    }

    @Test
    void numbersOfMoreThanAThousandCharactersAreRefused() {
        assertThat(assertThatRefuses("[0." + "1".repeat(2000) + "]")).contains("more than 1000 characters");
    }

    @Test
    void aReplacementCharacterThatWasWrittenIsRead() {
        assertThat(Json.parse("\"\ufffd\"".getBytes(StandardCharsets.UTF_8), "x")
                        .text())
                .isEqualTo("\ufffd");
    }

    private static String assertThatRefuses(String text) {
        try {
            Json.parse(text, "x");
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
        throw new AssertionError("was read: " + text);
    }
}
