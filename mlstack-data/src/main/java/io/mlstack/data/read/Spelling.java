package io.mlstack.data.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How truth values, dates and moments are written, and what people write where a value is missing. */
final class Spelling {

    /** In lower case; these are never taken for missing unasked, but they are named in the cure. */
    private static final Set<String> LOOKS_MISSING =
            Set.of("na", "n/a", "#n/a", "nan", "null", "nil", "none", "?", "-", "--", ".", "missing", "unknown");

    private static final int DATE_LENGTH = 10;
    private static final int SHOWN = 60;

    private Spelling() {}

    static boolean looksMissing(String text) {
        return LOOKS_MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** {@code true}, {@code True} or {@code TRUE} and the same for false; null for anything else. */
    static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> Boolean.TRUE;
            case "false", "False", "FALSE" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The ISO 8601 date {@code 2024-02-29}, or null. */
    static @Nullable LocalDate date(String text) {
        if (text.length() < DATE_LENGTH || text.indexOf('-', 1) < 0 || text.indexOf('T') >= 0) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The ISO 8601 moment {@code 2024-02-29T12:30:00.5Z}, with Z or an offset and at most microseconds, or null. */
    static @Nullable Instant moment(String text) {
        if (text.length() <= DATE_LENGTH || text.indexOf('T') < 0 || text.indexOf('-', 1) < 0) {
            return null;
        }
        try {
            Instant moment = text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
            micros(moment);
            return moment.truncatedTo(ChronoUnit.MICROS).equals(moment) ? moment : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /**
     * Microseconds since 1970-01-01T00:00Z; not by {@link ChronoUnit#MICROS}, which on JDK 17 overflows after 292 years.
     *
     * @throws ArithmeticException if they do not fit 64 bits
     */
    static long micros(Instant moment) {
        long seconds = moment.getEpochSecond();
        int micros = moment.getNano() / 1000;
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000L), micros - 1_000_000)
                : Math.addExact(Math.multiplyExact(seconds, 1_000_000L), micros);
    }

    /** The text in quotes, cut where it is long, with control characters made visible. */
    static String quote(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : "\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "...\"" : "\"")
                .toString();
    }
}
