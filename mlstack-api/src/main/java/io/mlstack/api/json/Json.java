package io.mlstack.api.json;

import io.mlstack.api.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259) with one canonical text.
 *
 * <p>{@link #canonical()} follows RFC 8785: members sorted by UTF-16 code units, no white space, shortest numbers, the
 * same bytes on every JDK; so a digest over it is an identity. Values are immutable.
 *
 * <pre>{@code
 * Json.Obj spec = Json.object().put("kind", "mlp").put("hidden", Json.array(64, 32)).build();
 * String text = spec.canonical();                       // {"hidden":[64,32],"kind":"mlp"}
 * JsonPlace place = Json.parse(text, "spec.json");
 * place.field("kind").text();                           // "mlp"
 * }</pre>
 */
public sealed interface Json {

    /**
     * An object; members keep their order in memory and are sorted in canonical text. Names are texts as in {@link Str}.
     */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            for (String name : members.keySet()) {
                CanonicalText.requireUnicode(name);
            }
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of that name, or null. */
        public @Nullable Json get(String name) {
            return members.get(name);
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A string of whole characters: half a surrogate pair has no UTF-8, and RFC 8785 (section 3.2.2.2) demands an error. */
    record Str(String value) implements Json {
        public Str {
            CanonicalText.requireUnicode(value);
        }
    }

    /**
     * A finite number, kept as a double as in RFC 8785; integers are exact below 2^53, larger ones travel as strings.
     * Minus zero becomes zero, whose text it shares.
     */
    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no number for " + value);
            }
            value += 0.0;
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** The null literal. */
    record Null() implements Json {}

    /** The canonical text of RFC 8785. */
    default String canonical() {
        StringBuilder out = new StringBuilder();
        CanonicalText.write(this, out);
        return out.toString();
    }

    /** {@link #canonical()} in UTF-8. */
    default byte[] canonicalBytes() {
        return canonical().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one JSON document.
     *
     * @param source what to call the document in error messages, such as {@code manifest.json}
     * @throws InvalidInputException if the text is no JSON, repeats a member, nests deeper than
     *     {@value JsonReader#MAX_DEPTH}, or goes on after the value; names line and column
     */
    static JsonPlace parse(String text, String source) {
        return new JsonPlace(source, "", JsonReader.parse(text, source));
    }

    /** As {@link #parse(String, String)}, from bytes that must be UTF-8 without a byte order mark. */
    static JsonPlace parse(byte[] utf8, String source) {
        return new JsonPlace(source, "", JsonReader.parse(utf8, source));
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    static Json of(String value) {
        return new Str(value);
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is not finite: JSON has no word for it
     */
    static Json of(double value) {
        return new Num(value);
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if its magnitude is 2^53 or more, where a JSON number may stand for its neighbour
     */
    static Json of(long value) {
        if (value < -JsonPlace.MAX_INTEGER || value > JsonPlace.MAX_INTEGER) {
            throw new IllegalArgumentException(
                    value + " has more digits than a JSON number keeps; write it as a string");
        }
        return new Num(value);
    }

    /** {@code true} or {@code false}. */
    static Json of(boolean value) {
        return new Bool(value);
    }

    /** An array of texts. */
    static Arr strings(Iterable<String> values) {
        List<Json> items = new ArrayList<>();
        for (String v : values) {
            items.add(new Str(v));
        }
        return new Arr(items);
    }

    /** An array of whole numbers, each as by {@link #of(long)}. */
    static Arr array(long... values) {
        List<Json> items = new ArrayList<>(values.length);
        for (long v : values) {
            items.add(of(v));
        }
        return new Arr(items);
    }

    /** An array of numbers, each as by {@link #of(double)}. */
    static Arr numbers(double... values) {
        List<Json> items = new ArrayList<>(values.length);
        for (double v : values) {
            items.add(new Num(v));
        }
        return new Arr(items);
    }

    /** An array of a copy of {@code items}. */
    static Arr array(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /** Starts an object. */
    static ObjBuilder object() {
        return new ObjBuilder();
    }

    /** Builds an object member by member; not thread-safe. */
    final class ObjBuilder {
        private final Map<String, Json> members = new TreeMap<>();

        private ObjBuilder() {}

        /**
         * Adds a member.
         *
         * @throws IllegalArgumentException if {@code name} is there already
         */
        public ObjBuilder put(String name, Json value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("member \"" + name + "\" is there already");
            }
            return this;
        }

        /** Adds a text as {@link #put(String, Json)} does. */
        public ObjBuilder put(String name, String value) {
            return put(name, of(value));
        }

        /** Adds a whole number as {@link #put(String, Json)} does; {@link Json#of(long)} has its limits. */
        public ObjBuilder put(String name, long value) {
            return put(name, of(value));
        }

        /** Adds a number as {@link #put(String, Json)} does; {@link Json#of(double)} has its limits. */
        public ObjBuilder put(String name, double value) {
            return put(name, of(value));
        }

        /** Adds {@code true} or {@code false} as {@link #put(String, Json)} does. */
        public ObjBuilder put(String name, boolean value) {
            return put(name, of(value));
        }

        /** The object with the members put so far. */
        public Obj build() {
            return new Obj(members);
        }
    }
}
