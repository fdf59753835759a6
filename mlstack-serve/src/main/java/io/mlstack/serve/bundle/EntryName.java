package io.mlstack.serve.bundle;

import java.util.regex.Pattern;

/** What an entry of a bundle may be called: lower case, relative, and the same on every file system. */
final class EntryName {

    static final int MAX_LENGTH = 200;

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9._-]+(/[a-z0-9._-]+)*");
    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");

    private EntryName() {}

    static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH
                && GRAMMAR.matcher(name).matches()
                && !DOTS.matcher(name).matches();
    }
}
