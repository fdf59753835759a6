package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.serve.importer.UnsupportedModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads XGBoost's UBJ, Universal Binary JSON of draft 12: a byte names the type, numbers are big-endian, arrays may begin
 * with {@code #} and their size, or with {@code $} and the type of all their numbers and then their size.
 *
 * <p>A size is compared with the bytes that are left before anything is allocated.
 */
final class UbjDocument {

    private final ByteBuffer bytes;
    private final String source;
    private final DocumentBuilder document;

    private UbjDocument(byte[] bytes, String source) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.source = source;
        this.document = new DocumentBuilder(source, bytes.length);
    }

    static Value read(byte[] bytes, String source) {
        UbjDocument reader = new UbjDocument(bytes, source);
        reader.value(reader.type());
        if (reader.bytes.hasRemaining()) {
            throw reader.damaged("goes on after its end");
        }
        return reader.document.build();
    }

    private UnsupportedModelException damaged(String message) {
        return Refusal.damaged(source + ", byte " + bytes.position(), message);
    }

    private void require(long count) {
        if (count > bytes.remaining()) {
            throw damaged("needs " + count + " bytes more, " + bytes.remaining() + " are left");
        }
    }

    private byte next() {
        require(1);
        return bytes.get();
    }

    /** The next byte that is no padding. */
    private byte type() {
        byte type = next();
        while (type == 'N') {
            type = next();
        }
        return type;
    }

    private void value(byte type) {
        switch (type) {
            case '{' -> object();
            case '[' -> array();
            case 'S' -> document.text(text());
            case 'C' -> document.text(String.valueOf((char) (next() & 0x7f)));
            case 'T' -> document.number(1);
            case 'F' -> document.number(0);
            case 'Z' -> document.nothing();
            default -> document.number(number(type));
        }
    }

    /** Nests as deep as {@link DocumentBuilder} lets it. XGBoost counts no objects, and reads none that are counted. */
    private void object() {
        document.startObject();
        for (byte type = type(); type != '}'; type = type()) {
            document.name(text(type));
            value(type());
        }
        document.end();
    }

    private void array() {
        document.startArray();
        byte first = type();
        if (first == '$') {
            typedArray(next());
        } else if (first == '#') {
            long left = size();
            require(left);
            for (; left > 0; left--) {
                value(type());
            }
        } else {
            for (byte type = first; type != ']'; type = type()) {
                value(type);
            }
        }
        document.end();
    }

    private void typedArray(byte type) {
        if (next() != '#') {
            throw damaged("an array of one type has no size");
        }
        long left = size();
        // Of a type without content any size would fit in no bytes.
        require(Math.multiplyExact(left, width(type)));
        for (; left > 0; left--) {
            document.number(number(type));
        }
    }

    private int width(byte type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw damaged("has an array of the type " + shown(type));
        };
    }

    private double number(byte type) {
        require(width(type));
        return switch (type) {
            case 'i' -> bytes.get();
            case 'U' -> bytes.get() & 0xff;
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            case 'd' -> bytes.getFloat();
            case 'D' -> (float) bytes.getDouble();
            default -> throw damaged("has a value of the type " + shown(type));
        };
    }

    private long size() {
        return size(next());
    }

    private long size(byte type) {
        require(width(type));
        long size = switch (type) {
            case 'i' -> bytes.get();
            case 'U' -> bytes.get() & 0xff;
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            default -> throw damaged("has a size of the type " + shown(type));
        };
        if (size < 0 || size > bytes.remaining()) {
            throw damaged("a size is " + size + ", " + bytes.remaining() + " bytes are left");
        }
        return size;
    }

    private String text() {
        return text(next());
    }

    private String text(byte type) {
        int size = (int) size(type);
        ByteBuffer content = bytes.slice().limit(size);
        bytes.position(bytes.position() + size);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.damaged(source, "a text is no UTF-8", e);
        }
    }

    private static String shown(byte type) {
        return type > ' ' && type < 127 ? "'" + (char) type + "'" : "0x" + Integer.toHexString(type & 0xff);
    }
}
