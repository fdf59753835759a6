package io.mlstack.data.store;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What data sets, tags and authors may be called. */
final class Names {

    private static final int MAX_AUTHOR = 200;

    /** Lower case only, because some file systems take A and a for the same name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]{0,98}[a-z0-9_-])?");

    private Names() {}

    /** @param what of what this is the name, for the error */
    static String checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            String better = name.toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9._-]+", "-")
                    .replaceAll("^[.-]+|\\.+$", "");
            throw new InvalidInputException(new Finding(
                    what + ".name",
                    what + " \"" + name + "\"",
                    "is no name",
                    "use 1 to 100 of a-z 0-9 . _ -"
                            + (NAME.matcher(better).matches() ? ", such as \"" + better + "\"" : "")));
        }
        return name;
    }

    static boolean isAuthor(String name) {
        return !name.isBlank() && name.length() <= MAX_AUTHOR && name.chars().noneMatch(Character::isISOControl);
    }

    static String checkAuthor(String name) {
        if (!isAuthor(name)) {
            throw new InvalidInputException(new Finding(
                    "dataset.author",
                    "author \"" + name + "\"",
                    "is no name of an author",
                    "use 1 to " + MAX_AUTHOR + " printable characters"));
        }
        return name;
    }
}
