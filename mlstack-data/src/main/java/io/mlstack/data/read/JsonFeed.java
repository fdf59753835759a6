package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/**
 * Hands a JSON parser one line at a time, so that each problem stays in its line. A line break inside a value is refused:
 * JSON allows none inside strings, so every line break of a JSON Lines file is the end of a row.
 *
 * <p>Lines that are no UTF-8 or too long are left out, and wait in {@link #problems}.
 */
final class JsonFeed extends InputStream {

    private static final int CHUNK = 1 << 16;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** Jackson wants four bytes before it starts, which the first line may not have. */
    private static final byte[] PRIMER = {'\n', '\n', '\n', '\n'};

    /** What is wrong with a line that was left out. */
    record Bad(long line, Finding finding) {}

    private final InputStream in;
    private final SourceBytes bytes;
    private final Source source;
    private final int maxLine;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final Deque<Bad> problems = new ArrayDeque<>();
    private byte[] buffer = new byte[CHUNK];
    private int from;
    private int limit;
    private int lineStart;
    private int lineEnd;
    private long line;
    private boolean isReturnBefore;
    private boolean isAscii;
    private boolean isTooLong;
    private boolean hasEscapes;
    private boolean isInValue;
    private int primer;

    /** @param in the characters of {@code bytes}, behind a byte order mark */
    JsonFeed(InputStream in, SourceBytes bytes, Source source, int maxLine) {
        this.in = in;
        this.bytes = bytes;
        this.source = source;
        this.maxLine = maxLine;
    }

    /** CRC-32C of the bytes so far. */
    long checksum() {
        return bytes.checksum();
    }

    Deque<Bad> problems() {
        return problems;
    }

    /** The line, from 1, that was handed out last. */
    long line() {
        return line;
    }

    /** Whether the line may hold a backslash; there is none where this is false. */
    boolean hasEscapes() {
        return hasEscapes;
    }

    /** Whether a line that ends now ends inside a value. */
    void inValue(boolean isInside) {
        isInValue = isInside;
    }

    /** Serves a new parser, from the line behind {@code bad} on. */
    void restartAfter(long bad) {
        from = line > bad ? lineStart : lineEnd;
        isInValue = false;
        primer = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (primer < PRIMER.length) {
            into[offset] = PRIMER[primer++];
            return 1;
        }
        if (from == lineEnd) {
            if (isInValue) {
                throw new JsonProblem(
                        "open-value",
                        "the line ends inside its object",
                        "write each object on one line; a file that is one JSON array or document is no JSON Lines file");
            }
            if (!nextLine()) {
                return -1;
            }
        }
        int count = Math.min(length, lineEnd - from);
        System.arraycopy(buffer, from, into, offset, count);
        from += count;
        return count;
    }

    private boolean nextLine() throws IOException {
        while (findLine()) {
            if (isTooLong) {
                problems.add(new Bad(line, tooLong()));
            } else if ((isAscii || isUtf8()) && isObject()) {
                return true;
            }
            from = lineEnd;
        }
        return false;
    }

    /** Finds the end of the next line, behind its line break; false at the end of the file. */
    private boolean findLine() throws IOException {
        if (isReturnBefore && (from < limit || fill()) && buffer[from] == '\n') {
            from++;
        }
        isReturnBefore = false;
        isAscii = true;
        isTooLong = false;
        hasEscapes = false;
        lineEnd = from;
        scan();
        while (lineEnd == limit && fill()) {
            scan();
            if (lineEnd - from > maxLine) {
                isTooLong = true;
                from = lineEnd;
            }
        }
        if (lineEnd < limit) {
            isReturnBefore = buffer[lineEnd++] == '\r';
        }
        isTooLong |= lineEnd - from > maxLine;
        lineStart = from;
        boolean isLine = lineEnd > from || isTooLong;
        line += isLine ? 1 : 0;
        return isLine;
    }

    /** Moves on to the next line break of the buffer, or to its end. */
    private void scan() {
        int at = lineEnd;
        long high = 0;
        long escapes = 0;
        for (; at + 8 <= limit; at += 8) {
            long eight = (long) EIGHT.get(buffer, at);
            high |= eight;
            long slashes = eight ^ ONES * '\\';
            escapes |= slashes - ONES & ~slashes;
            long feeds = eight ^ ONES * '\n';
            long returns = eight ^ ONES * '\r';
            if (((feeds - ONES & ~feeds | returns - ONES & ~returns) & HIGHS) != 0) {
                break;
            }
        }
        isAscii &= (high & HIGHS) == 0;
        hasEscapes |= (escapes & HIGHS) != 0;
        while (at < limit && buffer[at] != '\n' && buffer[at] != '\r') {
            isAscii &= buffer[at] >= 0;
            hasEscapes |= buffer[at] == '\\';
            at++;
        }
        lineEnd = at;
    }

    /** Reads more behind what is there; false at the end of the file. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
            lineEnd -= from;
            from = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * limit, Integer.MAX_VALUE - 8L));
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }

    private Finding tooLong() {
        return new Finding(
                source.code("line-too-long"),
                source.line(line),
                "the line has more than " + maxLine + " bytes",
                "raise maxLineBytes, or write large values to files of their own");
    }

    /** Whether the line begins as an object does, which a parser then reads without a mistake; blank lines are passed over. */
    private boolean isObject() {
        int at = from;
        while (at < lineEnd && (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\n' || buffer[at] == '\r')) {
            at++;
        }
        if (at < lineEnd && buffer[at] != '{') {
            problems.add(new Bad(
                    line,
                    new Finding(
                            source.code("not-an-object"),
                            source.line(line),
                            "the line is no JSON object",
                            "write one object a line: {\"key\": value, ...}")));
        }
        return at < lineEnd && buffer[at] == '{';
    }

    private boolean isUtf8() {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, lineEnd - from);
        CharBuffer text = CharBuffer.allocate(1024);
        decoder.reset();
        CoderResult result;
        do {
            text.clear();
            result = decoder.decode(bytes, text, true);
        } while (result.isOverflow());
        if (!result.isError()) {
            return true;
        }
        String hex = HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(buffer, bytes.position(), bytes.position() + result.length());
        problems.add(new Bad(
                line,
                new Finding(
                        source.code("charset"),
                        source.line(line) + ": byte " + (bytes.position() - from + 1),
                        "bytes " + hex + " are no UTF-8 text",
                        "convert the file to UTF-8, as RFC 8259, section 8.1, asks for")));
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
