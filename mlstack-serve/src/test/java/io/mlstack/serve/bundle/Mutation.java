package io.mlstack.serve.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes to bytes that hurt parsers: a function of the random numbers. */
final class Mutation {

    private static final long[] ODD_NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        8,
        63,
        64,
        255,
        256,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 32,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final String[] ODD_TEXTS = {
        "0",
        "-1",
        "1e308",
        "1e-400",
        "9007199254740993",
        "1.5",
        "null",
        "true",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "\"\\ud83d\"",
        "\"../x\"",
        "\"F16\"",
        "\"F64\"",
        "2147483648",
        "-9223372036854775809",
        "NaN",
        "[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":{\"a\":",
        "\u0000"
    };

    private static final Pattern VALUE = Pattern.compile("-?[0-9][0-9.eE+-]*|\"[^\"]*\"|true|false|null|[\\[\\]{},:]");

    private Mutation() {}

    /** One to four changes that know nothing of the format. */
    static byte[] of(byte[] bytes, SplittableRandom random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(1, 5); i > 0 && changed.length > 0; i--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
            case 1 -> flipped(bytes, at, random.nextInt(256));
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> spliced(bytes, at, length, new byte[0]);
            case 4 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 5 ->
                spliced(bytes, at, 0, ODD_TEXTS[random.nextInt(ODD_TEXTS.length)].getBytes(StandardCharsets.UTF_8));
            default -> number(bytes, at, random);
        };
    }

    /** Replaces, doubles or removes up to three values or marks of JSON text. */
    static byte[] ofText(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            Matcher matcher = VALUE.matcher(text);
            int skip = random.nextInt((int) Math.max(1, matcher.results().count()));
            matcher.reset();
            while (matcher.find() && skip-- > 0) {
                continue;
            }
            if (skip >= 0) {
                break;
            }
            String value = matcher.group();
            String other = switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> value + value;
                case 2 ->
                    value.length() > 2
                            ? value.substring(0, value.length() / 2) + "7" + value.substring(value.length() / 2 + 1)
                            : "7";
                default -> ODD_TEXTS[random.nextInt(ODD_TEXTS.length)];
            };
            text = text.substring(0, matcher.start()) + other + text.substring(matcher.end());
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] flipped(byte[] bytes, int at, int bits) {
        bytes[at] ^= (byte) bits;
        return bytes;
    }

    private static byte[] number(byte[] bytes, int at, SplittableRandom random) {
        byte[] number = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)])
                .array();
        int width = Math.min(bytes.length - at, 2 << random.nextInt(3));
        System.arraycopy(number, 0, bytes, at, width);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] changed = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(inserted, 0, changed, at, inserted.length);
        System.arraycopy(bytes, at + removed, changed, at + inserted.length, bytes.length - at - removed);
        return changed;
    }
}
