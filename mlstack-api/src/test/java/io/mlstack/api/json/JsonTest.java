package io.mlstack.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** RFC 8785, section 3.2.3: sorted by UTF-16 code units. */
    @Test
    void sortsMembersAsRfc8785Does() {
        Json json = Json.parse(
                        "{\"\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
                                + "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji\",\"\\u0080\":\"Control\",\"\u00f6\":\"Latin\"}",
                        "rfc")
                .value();

        assertThat(json.canonical())
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin\","
                                + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesControlCharactersTheShortWay() {
        assertThat(Json.of("\u0000\u001f\b\t\n\f\r\"\\/\u007f").canonical())
                .isEqualTo("\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f\"");
    }

    @Property(tries = 300)
    void canonicalTextReadsBackToAnEqualValue(@ForAll("values") Json value) {
        Json again = Json.parse(value.canonical(), "text").value();

        assertThat(again.canonical()).isEqualTo(value.canonical());
        assertThat(again).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "1 2",
                "// x\n1",
                "NaN",
                "'a'",
                "{a:1}",
                "01",
                "1e999",
                "[1] x",
                "\"\\x\"",
                "tru"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text, "model.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("model.json");
    }

    @Test
    void namesLineAndColumn() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": tru\n}", "model.json"))
                .hasMessageStartingWith("model.json:2:");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] bytes = "\"x\"".getBytes(StandardCharsets.UTF_8);
        bytes[1] = (byte) 0xff;

        assertThatThrownBy(() -> Json.parse(bytes, "model.json")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesDeepNesting() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThatThrownBy(() -> Json.parse(deep, "deep.json")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aWrongKindNamesItsPointer() {
        JsonPlace place = Json.parse("{\"nodes\":[{\"a/b\":\"x\"}]}", "graph.json");

        assertThatThrownBy(
                        () -> place.field("nodes").items().get(0).field("a/b").number())
                .hasMessageStartingWith("graph.json#/nodes/0/a~1b: expected a number, found \"x\"");
    }

    @Test
    void aMissingMemberNamesTheNearest() {
        JsonPlace place = Json.parse("{\"tolerance\":1}", "manifest.json");

        assertThatThrownBy(() -> place.field("tolerence"))
                .hasMessageContainingAll("manifest.json", "tolerence", "did you mean \"tolerance\"");
    }

    @Test
    void wholeNumbersAreChecked() {
        JsonPlace place = Json.parse("[1.5, 3000000000, 7]", "n.json");

        assertThatThrownBy(() -> place.items().get(0).integer()).hasMessageContaining("whole number");
        assertThatThrownBy(() -> place.items().get(1).int32()).hasMessageContaining("32 bits");
        assertThat(place.items().get(1).integer()).isEqualTo(3_000_000_000L);
        assertThat(place.items().get(2).int32()).isEqualTo(7);
    }

    @Test
    void integersThatLoseDigitsAreRefused() {
        for (long lossy : new long[] {(1L << 53) + 1, 1L << 53, -(1L << 53), Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> Json.of(lossy)).as("%d", lossy).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Json.of((1L << 53) - 1).canonical()).isEqualTo("9007199254740991");
        JsonPlace place = Json.parse("[9007199254740991, 9007199254740993, -9007199254740992]", "n.json");
        assertThat(place.items().get(0).integer()).isEqualTo(9007199254740991L);
        assertThatThrownBy(() -> place.items().get(1).integer()).hasMessageContaining("n.json#/1");
        assertThatThrownBy(() -> place.items().get(2).integer()).hasMessageContaining("n.json#/2");
    }

    @Test
    void minusZeroIsZero() {
        assertThat(Json.of(-0.0)).isEqualTo(Json.of(0.0));
        assertThat(Json.parse("-0.0", "n.json").value()).isEqualTo(Json.of(0L));
    }

    @Test
    void halfASurrogatePairIsRefused() {
        for (String half : List.of("\ud83d", "a\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00")) {
            assertThatThrownBy(() -> Json.of(half)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.object().put(half, 1).build()).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.parse("\"" + half + "\"", "s.json"))
                    .isInstanceOf(InvalidInputException.class);
        }
        for (String escaped : List.of("\"\\ud83d\"", "{\"\\ude00\":1}", "\"\\ud83dx\"")) {
            assertThatThrownBy(() -> Json.parse(escaped, "s.json"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("s.json:1:");
        }
        assertThat(Json.parse("\"\\ud83d\\ude00\"", "s.json").text()).isEqualTo("\ud83d\ude00");
    }

    @Test
    void onlyUtf8WithoutAMarkIsRead() {
        byte[] marked = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.parse(marked, "m.json")).hasMessageContainingAll("m.json", "byte order mark");
        for (Charset other : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32"))) {
            assertThatThrownBy(() -> Json.parse("{\"a\":1}".getBytes(other), "m.json"))
                    .as("%s", other)
                    .isInstanceOf(InvalidInputException.class);
        }
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
        assertThatThrownBy(() -> Json.parse(overlong, "m.json")).hasMessageContaining("byte 1 is no UTF-8");
        byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
        assertThatThrownBy(() -> Json.parse(surrogate, "m.json")).isInstanceOf(InvalidInputException.class);
        byte[] cut = {'"', 'a', (byte) 0xc3};
        assertThatThrownBy(() -> Json.parse(cut, "m.json")).hasMessageContaining("byte 2");
    }

    @Test
    void anObjectTakesAMemberOnce() {
        assertThatThrownBy(() -> Json.object().put("a", 1).put("a", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Json> values() {
        Arbitrary<Json> leaves = Arbitraries.oneOf(
                Arbitraries.strings().all().filter(JsonTest::encodable).map(Json::of),
                Arbitraries.doubles().map(Json::of),
                Arbitraries.of(true, false).map(Json::of),
                Arbitraries.just(new Json.Null()));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Json::array),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner)
                                .ofMaxSize(3)
                                .map(m -> (Json) new Json.Obj(Map.copyOf(m)))),
                0,
                3);
    }

    /** Lone surrogates have no UTF-8. */
    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void arraysAndStringsHaveShortForms() {
        assertThat(Json.array(64, 32).canonical()).isEqualTo("[64,32]");
        assertThat(Json.numbers(.5, 2).canonical()).isEqualTo("[0.5,2]");
        assertThat(Json.strings(List.of("a", "b")).canonical()).isEqualTo("[\"a\",\"b\"]");
    }
}
