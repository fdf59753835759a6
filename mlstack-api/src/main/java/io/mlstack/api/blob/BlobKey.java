package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;

/**
 * The grammar of keys, for everybody who implements a {@link BlobStore}.
 *
 * <p>A key is 1 to {@value #MAX_LENGTH} characters: segments joined by single slashes, each 1 to {@value
 * #MAX_SEGMENT_LENGTH} of {@code A-Z a-z 0-9 . _ -}, not beginning or ending with a dot. So there is no {@code ..}, no
 * hidden file, no name that a file system writes differently. The first segment {@code staging} is taken.
 */
public final class BlobKey {

    /** The longest key; S3 allows 1024 with the prefix of the store. */
    public static final int MAX_LENGTH = 512;

    /** The longest segment; common file systems allow 255. */
    public static final int MAX_SEGMENT_LENGTH = 128;

    /** The first segment that no key may have: where stores put what is not yet an object. */
    public static final String RESERVED = "staging";

    private BlobKey() {}

    /**
     * Returns {@code key} if it is one.
     *
     * @throws InvalidInputException if it is not, with the key and what is wrong with it
     */
    public static String check(String key) {
        return check(requireNonNull(key, "key"), true);
    }

    /**
     * Returns {@code prefix} if some key can start with it: empty, or a key cut off anywhere.
     *
     * @throws InvalidInputException if no key can
     */
    public static String checkPrefix(String prefix) {
        return check(requireNonNull(prefix, "prefix"), false);
    }

    /** Whether {@code text} is a key, for names that were found and not asked for. */
    public static boolean isKey(String text) {
        try {
            check(text, true);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static String check(String text, boolean whole) {
        if (text.length() > MAX_LENGTH) {
            throw refused(text, "has " + text.length() + " characters, more than " + MAX_LENGTH);
        }
        int start = 0;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', start)) {
            checkSegment(text, start, slash, true);
            start = slash + 1;
        }
        if (whole || start < text.length()) {
            checkSegment(text, start, text.length(), whole);
        }
        if (text.equals(RESERVED) ? whole : text.startsWith(RESERVED + "/")) {
            throw refused(text, "lies in \"" + RESERVED + "\", which the store keeps for itself");
        }
        return text;
    }

    private static void checkSegment(String text, int start, int end, boolean whole) {
        if (start == end) {
            throw refused(text, "has an empty segment at character " + start);
        }
        if (end - start > MAX_SEGMENT_LENGTH) {
            throw refused(text, "has a segment of " + (end - start) + " characters, more than " + MAX_SEGMENT_LENGTH);
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isAllowed(c)) {
                throw refused(text, "has the character U+%04X at %d".formatted((int) c, i));
            }
            boolean atEdge = i == start || whole && i == end - 1;
            if (c == '.' && atEdge) {
                throw refused(text, "has a segment that begins or ends with a dot at character " + i);
            }
        }
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    private static InvalidInputException refused(String text, String problem) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "...";
        return new InvalidInputException(new Finding(
                "blob.bad-key",
                "key \"" + shown + '"',
                problem,
                "use segments of A-Z a-z 0-9 . _ - joined by single slashes, as in packs/5f3a.pack"));
    }
}
