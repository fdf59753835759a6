package io.mlstack.serve.bundle;

/**
 * What an entry of a bundle may be called: lower case, relative, and the same on every file system.
 *
 * <p>Segments of {@code a-z 0-9 . _ -} with a slash between two, none of them {@code .} or {@code ..}. A loop, because a
 * pattern would be the first that a cold start compiles.
 */
final class EntryName {

    static final int MAX_LENGTH = 200;

    private EntryName() {}

    static boolean isValid(String name) {
        if (name.length() > MAX_LENGTH) {
            return false;
        }
        int begin = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', begin)) {
            if (!isSegment(name, begin, slash)) {
                return false;
            }
            begin = slash + 1;
        }
        return isSegment(name, begin, name.length());
    }

    private static boolean isSegment(String name, int begin, int end) {
        int dots = 0;
        for (int i = begin; i < end; i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-')) {
                return false;
            }
            dots += c == '.' ? 1 : 0;
        }
        int length = end - begin;
        return length > 2 || length > dots;
    }
}
