package io.mlstack.api.json;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259), strictly and within limits: no comment, no trailing comma, no member twice, nothing
 * after the value.
 *
 * <p>The house's own, because a process that opens a bundle waits for it: loading Jackson's parser takes 30 ms of such a
 * start (docs/adr/0003). Jackson is its twin in the tests. Not thread-safe.
 */
final class JsonReader {

    /** Deeper nesting is refused: no document of ours comes near it, and recursion stays bounded. */
    static final int MAX_DEPTH = 100;

    private static final int MAX_NUMBER = 1000;
    private static final int EXACT_DIGITS = 15;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char REPLACEMENT = '\ufffd';
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private final String text;
    private final String source;
    private int at;
    private int depth;

    private JsonReader(String text, String source) {
        this.text = text;
        this.source = source;
    }

    static Json parse(byte[] utf8, String source) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(utf8, source);
        }
        return parse(text, source);
    }

    /** What decoding replaces may also have been written: only here it is worth the slower decoder to tell. */
    private static void requireUtf8(byte[] utf8, String source) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true).isError()) {
            throw new InvalidInputException(new Finding(
                    "json.malformed", source, "byte " + bytes.position() + " is no UTF-8", "write the file in UTF-8"));
        }
    }

    static Json parse(String text, String source) {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new InvalidInputException(new Finding(
                    "json.malformed",
                    source,
                    "the document begins with a byte order mark",
                    "write the file in UTF-8 without one"));
        }
        return new JsonReader(text, source).document();
    }

    private Json document() {
        skipSpace();
        if (at == text.length()) {
            throw new InvalidInputException(
                    new Finding("json.empty", source, "the document is empty", "write one JSON value"));
        }
        Json value = value();
        skipSpace();
        if (at < text.length()) {
            throw malformed("text goes on after the value", at);
        }
        return value;
    }

    private Json value() {
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", new Json.Null());
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw malformed("expected a value, found " + shown(c), at);
                }
                yield number();
            }
        };
    }

    private Json object() {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        if (!leaves('}')) {
            do {
                skipSpace();
                int start = at;
                if (peek() != '"') {
                    throw malformed("expected the name of a member in quotes, found " + shown(peek()), at);
                }
                String name = string();
                skipSpace();
                expect(':');
                skipSpace();
                if (members.put(name, value()) != null) {
                    throw malformed("member \"" + name + "\" is there twice", start);
                }
            } while (goesOn('}'));
        }
        depth--;
        return new Json.Obj(members);
    }

    private Json array() {
        enter();
        List<Json> items = new ArrayList<>();
        if (!leaves(']')) {
            do {
                skipSpace();
                items.add(value());
            } while (goesOn(']'));
        }
        depth--;
        return new Json.Arr(items);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw malformed("values are nested deeper than " + MAX_DEPTH, at);
        }
        at++;
    }

    /** Whether the object or array ends before anything is in it. */
    private boolean leaves(char end) {
        skipSpace();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    /** Behind a member or item: past the comma that announces another one, or past the end. */
    private boolean goesOn(char end) {
        skipSpace();
        char c = peek();
        if (c != ',' && c != end) {
            throw malformed("expected ',' or '" + end + "', found " + shown(c), at);
        }
        at++;
        return c == ',';
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw malformed("expected '" + expected + "', found " + shown(peek()), at);
        }
        at++;
    }

    private Json literal(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw malformed("expected a value, found something like " + word, at);
        }
        at += word.length();
        return value;
    }

    /** {@code at} is on the opening quote, and behind the closing one afterwards. */
    private String string() {
        int opening = at++;
        int start = at;
        StringBuilder built = null;
        for (char c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw malformed("a text holds the control character " + shown(c) + "; escape it", at);
            }
            if (c == '\\') {
                if (built == null) {
                    built = new StringBuilder();
                }
                built.append(text, start, at).append(escaped());
                start = at;
            } else {
                at++;
            }
        }
        String value = text.substring(start, at++);
        String whole = built == null ? value : built.append(value).toString();
        if (CanonicalText.halfPair(whole) >= 0) {
            throw malformed("a text holds half a surrogate pair", opening);
        }
        return whole;
    }

    private char escaped() {
        at++;
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw malformed("a text holds the unknown escape \\" + c, at - 2);
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            // By hand, for Character.digit also takes digits of other scripts.
            int digit = hex(peek());
            if (digit < 0) {
                throw malformed("expected a hexadecimal digit, found " + shown(peek()), at);
            }
            unit = HEX * unit + digit;
            at++;
        }
        return (char) unit;
    }

    private static int hex(char c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | ' ';
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private Json number() {
        int start = at;
        boolean negative = text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        skipDigits();
        if (at - digits > 1 && text.charAt(digits) == '0') {
            throw malformed("a number begins with 0", start);
        }
        if (at - digits <= EXACT_DIGITS && !continuesNumber()) {
            long whole = 0;
            for (int i = digits; i < at; i++) {
                whole = 10 * whole + text.charAt(i) - '0';
            }
            return new Json.Num(negative ? -whole : whole);
        }
        fraction();
        exponent();
        if (at - start > MAX_NUMBER) {
            throw malformed("a number has more than " + MAX_NUMBER + " characters", start);
        }
        double value = Double.parseDouble(text.substring(start, at));
        if (Double.isInfinite(value)) {
            throw malformed("number " + text.substring(start, at) + " is beyond the range of a double", start);
        }
        return new Json.Num(value);
    }

    private boolean continuesNumber() {
        if (at == text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return c == '.' || c == 'e' || c == 'E';
    }

    private void fraction() {
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
    }

    private void exponent() {
        if (at < text.length() && (text.charAt(at) | ' ') == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        if (!isDigit(peek())) {
            throw malformed("expected a digit, found " + shown(peek()), at);
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("the document ends in the middle", text.length());
        }
        return text.charAt(at);
    }

    private static String shown(char c) {
        return c > ' ' && c < '\u007f' ? "'" + c + "'" : "U+%04X".formatted((int) c);
    }

    private InvalidInputException malformed(String message, int where) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < where; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && !text.startsWith("\n", i + 1)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new InvalidInputException(new Finding(
                "json.malformed",
                source + ":" + line + ":" + (where - lineStart + 1),
                message,
                "write valid JSON (RFC 8259)"));
    }
}
