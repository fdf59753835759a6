package io.mlstack.api.progress;

import io.mlstack.api.progress.ProgressEvent.State;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** The text for one moment of a task; the same on every machine, whatever its language. */
record ProgressLine(ProgressEvent event, long done, Duration elapsed) {

    private static final int BAR = 20;
    private static final int LONGEST_NAME = 40;
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

    /** A clock that was set back shows as no time. */
    ProgressLine {
        elapsed = elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** While it runs: name, bar and per cent if the total is known, amount, rate, time left or passed. */
    String live() {
        StringBuilder text = new StringBuilder(name());
        event.total().ifPresent(total -> text.append(' ').append(bar(fraction(total))));
        text.append("  ").append(amount());
        double rate = rate();
        if (rate > 0) {
            text.append("  ").append(quantity(rate)).append("/s");
        }
        OptionalLong total = event.total();
        if (total.isEmpty()) {
            text.append("  ").append(time(elapsed.toSeconds()));
        } else if (rate > 0) {
            long left = (long) Math.ceil(Math.max(0, total.getAsLong() - done) / rate);
            text.append("  ").append(time(left)).append(" left");
        }
        return text.toString();
    }

    /** When it has ended: name, amount, time, rate; of a failure also the reason. */
    String last() {
        String seconds = String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
        if (event.state() == State.FAILED) {
            String reason = event.failure().map(cause -> ": " + reason(cause)).orElse("");
            return name() + "  failed after " + amount() + " in " + seconds + reason;
        }
        String rate = rate() > 0 ? " (" + quantity(rate()) + "/s)" : "";
        return name() + "  " + quantity(done) + " in " + seconds + rate;
    }

    private static String bar(double fraction) {
        int full = (int) (fraction * BAR);
        String head = full == 0 || full == BAR ? "=".repeat(full) : "=".repeat(full - 1) + ">";
        return "[" + head + " ".repeat(BAR - full) + "]" + String.format(Locale.ROOT, "%4d %%", (int) (fraction * 100));
    }

    private double fraction(long total) {
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }

    private String amount() {
        OptionalLong total = event.total();
        if (total.isEmpty()) {
            return quantity(done);
        }
        return isBytes()
                ? bytes(done) + "/" + bytes(total.getAsLong())
                : String.format(Locale.ROOT, "%,d/%,d %s", done, total.getAsLong(), unit());
    }

    private String quantity(double number) {
        if (isBytes()) {
            return bytes(number);
        }
        boolean isFine = number < 10 && number != Math.rint(number);
        return String.format(Locale.ROOT, isFine ? "%.1f %s" : "%,.0f %s", number, unit());
    }

    private boolean isBytes() {
        return event.unit().equals("bytes");
    }

    private static String bytes(double number) {
        double scaled = number;
        int power = 0;
        while (scaled >= 1024 && power < BINARY.length - 1) {
            scaled /= 1024;
            power++;
        }
        return String.format(Locale.ROOT, power == 0 ? "%.0f %s" : "%.1f %s", scaled, BINARY[power]);
    }

    /** Of the whole task so far; 0 until a tenth of a second has passed, before which it means nothing. */
    private double rate() {
        long millis = elapsed.toMillis();
        return millis < 100 ? 0 : done * 1000.0 / millis;
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private String name() {
        String name = printable(event.task());
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
    }

    private String unit() {
        return printable(event.unit());
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : printable(cause.getMessage());
    }

    /** Names may come from data; what would move the cursor of a terminal is shown as a question mark. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", "?");
    }
}
