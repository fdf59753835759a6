package io.mlstack.data.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies JSON values without white space: names in their order, numbers to the digit; reused from value to value. */
final class JsonCompact {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    char[] chars = new char[256];
    private int length;

    /** Number of characters of the last value. */
    int length() {
        return length;
    }

    /** A JSON string, quotes included. */
    static char[] quoted(String text) {
        char[] inner = ENCODER.quoteAsString(text);
        char[] literal = new char[inner.length + 2];
        literal[0] = '"';
        System.arraycopy(inner, 0, literal, 1, inner.length);
        literal[inner.length + 1] = '"';
        return literal;
    }

    /** The value that begins at the parser's token. */
    static String text(JsonParser parser) throws IOException {
        JsonCompact compact = new JsonCompact();
        compact.copy(parser);
        return new String(compact.chars, 0, compact.length);
    }

    /**
     * Copies the value that begins at the parser's token; the parser then stands at its last one.
     *
     * @throws JsonProblem if an object has a key twice
     */
    void copy(JsonParser parser) throws IOException {
        length = 0;
        List<Set<String>> keys = new ArrayList<>();
        int depth = 0;
        boolean isFirst = true;
        JsonToken token = parser.currentToken();
        while (true) {
            boolean isEnd = token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
            if (!isFirst && !isEnd && chars[length - 1] != ':') {
                add(',');
            }
            if (token == JsonToken.FIELD_NAME) {
                name(parser.currentName(), keys.get(depth - 1));
            } else {
                depth += token.isStructStart() ? 1 : isEnd ? -1 : 0;
                value(parser, token);
                if (token == JsonToken.START_OBJECT) {
                    scope(keys, depth);
                } else if (token == JsonToken.START_ARRAY && keys.size() < depth) {
                    keys.add(new HashSet<>());
                }
            }
            if (depth == 0) {
                return;
            }
            isFirst = token.isStructStart();
            token = parser.nextToken();
        }
    }

    private static void scope(List<Set<String>> keys, int depth) {
        if (keys.size() < depth) {
            keys.add(new HashSet<>());
        } else {
            keys.get(depth - 1).clear();
        }
    }

    private void name(String name, Set<String> seen) throws JsonProblem {
        if (!seen.add(name)) {
            throw duplicate(name);
        }
        requireUnicode(name.toCharArray(), 0, name.length());
        add(quoted(name));
        add(':');
    }

    /** @throws JsonProblem for half a surrogate pair, which only an escape can make, and which has no UTF-8 */
    static void requireUnicode(char[] chars, int offset, int count) throws JsonProblem {
        for (int i = offset; i < offset + count; i++) {
            if (Character.isSurrogate(chars[i])) {
                if (i + 1 == offset + count || !Character.isSurrogatePair(chars[i], chars[i + 1])) {
                    throw new JsonProblem(
                            "half-character",
                            "the escape \\u%04x is half a surrogate pair".formatted((int) chars[i]),
                            "write both halves, or the character itself");
                }
                i++;
            }
        }
    }

    static JsonProblem duplicate(String name) {
        return new JsonProblem(
                "duplicate-key", "key " + Spelling.quote(name) + " stands twice in one object", "leave one of them");
    }

    private void value(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            requireUnicode(text.toCharArray(), 0, text.length());
            add(quoted(text));
        } else {
            add(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
    }

    private void add(char c) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2);
        }
        chars[length++] = c;
    }

    private void add(char[] more) {
        add(more, 0, more.length);
    }

    private void add(char[] from, int offset, int count) {
        int end = Math.addExact(length, count);
        if (end > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(end, chars.length * 2));
        }
        System.arraycopy(from, offset, chars, length, count);
        length = end;
    }
}
