package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

/**
 * One record of a {@link NumberedLog}.
 *
 * @param number from 1
 * @param content its bytes, which the receiver of the record owns
 */
public record LogRecord(long number, byte[] content) {

    /** Checks the number. */
    public LogRecord {
        requireNonNull(content, "content");
        if (number < 1) {
            throw new IllegalArgumentException("records are numbered from 1, got " + number);
        }
    }

    @Override
    public String toString() {
        return "LogRecord[" + number + ", " + content.length + " bytes]";
    }
}
