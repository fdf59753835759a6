package io.mlstack.api.table;

import java.nio.charset.StandardCharsets;

/** Text as bytes that read back to the same text. */
final class Utf8 {

    private Utf8() {}

    /** @throws IllegalArgumentException for half a surrogate pair, which Java would write as a question mark */
    static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new IllegalArgumentException("character " + i + " of the text is half a surrogate pair");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
