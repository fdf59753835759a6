package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.List;

/** Finds the lines of a file whose bytes are no text in its encoding. */
final class BadBytes {

    private static final int CHUNK = 8192;

    private final Source source;
    private final Charset charset;
    private final Findings findings;
    private long line = 1;
    private long reported;
    private boolean afterReturn;

    private BadBytes(Source source, Charset charset, int cap) {
        this.source = source;
        this.charset = charset;
        this.findings = Findings.upTo(cap);
    }

    /** One finding a line; at least one, because the caller has seen one. */
    static List<Finding> find(Source source, Charset charset, int cap) throws IOException {
        try (InputStream in = source.open()) {
            PushbackInputStream marked = Bom.over(in);
            BadBytes bad = new BadBytes(source, Bom.skip(marked, charset), cap);
            bad.scan(marked);
            if (bad.findings.isEmpty()) {
                bad.findings.add(
                        "csv.changed",
                        source.name(),
                        "was changed while it was read",
                        "read it again when it is at rest");
            }
            return bad.findings.list();
        }
    }

    private void scan(InputStream in) throws IOException {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).limit(0);
        CharBuffer text = CharBuffer.allocate(CHUNK);
        boolean isLast = false;
        while (!isLast || bytes.hasRemaining()) {
            bytes.compact();
            int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            isLast = bytes.position() + read < CHUNK;
            bytes.position(bytes.position() + read).flip();
            CoderResult result;
            do {
                result = decoder.decode(bytes, text, isLast);
                count(text.flip());
                text.clear();
                if (result.isError()) {
                    report(bytes, result.length());
                    bytes.position(bytes.position() + result.length());
                }
            } while (!result.isUnderflow());
        }
    }

    private void count(CharBuffer text) {
        while (text.hasRemaining()) {
            char c = text.get();
            line += c == '\r' || c == '\n' && !afterReturn ? 1 : 0;
            afterReturn = c == '\r';
        }
    }

    private void report(ByteBuffer bytes, int length) {
        if (reported == line) {
            return;
        }
        reported = line;
        String hex = HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(bytes.array(), bytes.position(), bytes.position() + length);
        findings.add(
                "csv.charset",
                source.line(line),
                "bytes " + hex + " are no " + charset.name() + " text",
                "name the encoding of the file, such as .charset(StandardCharsets.ISO_8859_1)");
    }
}
