package io.mlstack.api.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes RFC 8785 text. */
final class CanonicalText {

    private static final String HEX = "0123456789abcdef";

    private CanonicalText() {}

    /** @throws IllegalArgumentException for half a surrogate pair */
    static void requireUnicode(String text) {
        int half = halfPair(text);
        if (half >= 0) {
            throw new IllegalArgumentException("character " + half + " of the text is half a surrogate pair");
        }
    }

    /** Position of the first half of a surrogate pair that stands alone, or -1. */
    static int halfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Obj obj) {
            writeObject(obj.members(), out);
        } else if (value instanceof Json.Arr arr) {
            writeArray(arr.items(), out);
        } else if (value instanceof Json.Str str) {
            writeString(str.value(), out);
        } else if (value instanceof Json.Num num) {
            out.append(CanonicalNumber.format(num.value()));
        } else if (value instanceof Json.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private static void writeObject(Map<String, Json> members, StringBuilder out) {
        out.append('{');
        String comma = "";
        // String's order is that of UTF-16 code units, which is what RFC 8785 asks for.
        for (Map.Entry<String, Json> member : new TreeMap<>(members).entrySet()) {
            out.append(comma);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void writeArray(List<Json> items, StringBuilder out) {
        out.append('[');
        String comma = "";
        for (Json item : items) {
            out.append(comma);
            write(item, out);
            comma = ",";
        }
        out.append(']');
    }

    private static void writeString(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
