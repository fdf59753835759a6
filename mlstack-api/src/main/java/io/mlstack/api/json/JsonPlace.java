package io.mlstack.api.json;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value together with where it stands, so that reading it wrongly gives an error with a place.
 *
 * <p>Every accessor throws {@link InvalidInputException} with {@code source#/json/pointer} (RFC 6901) when the value is
 * not of the kind asked for. Immutable.
 *
 * @param source name of the document
 * @param pointer JSON pointer of {@code value} in it; empty for the whole document
 */
public record JsonPlace(String source, String pointer, Json value) {

    /** 2^53 - 1: the largest whole number that no other number reads as (RFC 8259, section 6). */
    static final long MAX_INTEGER = (1L << 53) - 1;

    /** The member {@code name} of this object. */
    public JsonPlace field(String name) {
        Json member = object().get(name);
        if (member == null) {
            throw wrong(
                    "json.missing-member",
                    "member \"" + name + "\" is missing",
                    NearestName.cure(name, object().members().keySet()));
        }
        return child(name, member);
    }

    /** The member {@code name} of this object, if it is there. */
    public Optional<JsonPlace> optional(String name) {
        Json member = object().get(name);
        return member == null ? Optional.empty() : Optional.of(child(name, member));
    }

    /** The members of this object by name. */
    public Map<String, JsonPlace> fields() {
        Map<String, JsonPlace> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : object().members().entrySet()) {
            fields.put(member.getKey(), child(member.getKey(), member.getValue()));
        }
        return fields;
    }

    /** The items of this array. */
    public List<JsonPlace> items() {
        if (!(value instanceof Json.Arr array)) {
            throw wrongKind("an array");
        }
        List<JsonPlace> items = new ArrayList<>(array.items().size());
        for (int i = 0; i < array.items().size(); i++) {
            items.add(child(Integer.toString(i), array.items().get(i)));
        }
        return items;
    }

    /**
     * The text that stands here.
     *
     * @throws InvalidInputException naming the place, if it is something else
     */
    public String text() {
        if (value instanceof Json.Str string) {
            return string.value();
        }
        throw wrongKind("a string");
    }

    /**
     * The number that stands here.
     *
     * @throws InvalidInputException naming the place, if it is something else
     */
    public double number() {
        if (value instanceof Json.Num number) {
            return number.value();
        }
        throw wrongKind("a number");
    }

    /**
     * The {@code true} or {@code false} that stands here.
     *
     * @throws InvalidInputException naming the place, if it is something else
     */
    public boolean bool() {
        if (value instanceof Json.Bool bool) {
            return bool.value();
        }
        throw wrongKind("true or false");
    }

    /** A whole number below 2^53 in magnitude. */
    public long integer() {
        double number = number();
        if (number != Math.rint(number) || Math.abs(number) > MAX_INTEGER) {
            throw wrongKind("a whole number");
        }
        return (long) number;
    }

    /** A whole number that fits an {@code int}. */
    public int int32() {
        long integer = integer();
        if (integer != (int) integer) {
            throw wrongKind("a whole number of 32 bits");
        }
        return (int) integer;
    }

    /** The strings of this array. */
    public List<String> texts() {
        List<JsonPlace> items = items();
        List<String> texts = new ArrayList<>(items.size());
        for (JsonPlace item : items) {
            texts.add(item.text());
        }
        return Collections.unmodifiableList(texts);
    }

    /** The exception to throw when this value is of the right kind but of no use. */
    public InvalidInputException wrong(String code, String message, String cure) {
        return new InvalidInputException(new Finding(code, place(), message, cure));
    }

    /** Where this value stands, such as {@code graph.json#/nodes/3/op}. */
    public String place() {
        return pointer.isEmpty() ? source : source + "#" + pointer;
    }

    private Json.Obj object() {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw wrongKind("an object");
    }

    private InvalidInputException wrongKind(String expected) {
        String text = value.canonical();
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return wrong("json.wrong-kind", "expected " + expected + ", found " + shown, "write " + expected + " here");
    }

    private JsonPlace child(String name, Json member) {
        return new JsonPlace(source, pointer + "/" + name.replace("~", "~0").replace("/", "~1"), member);
    }
}
