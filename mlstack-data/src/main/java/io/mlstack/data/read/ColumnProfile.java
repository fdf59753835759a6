package io.mlstack.data.read;

import io.mlstack.api.json.CanonicalNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the cells of one column look like; fed with every row, then asked by {@link TypeChoice}. */
final class ColumnProfile {

    private static final int MAX_DISTINCT = 1000;
    private static final int ALWAYS_KEPT = 20;

    /** Texts of one spelling that do not fit the rest of the column. */
    record Odd(long firstLine, long count) {
        Odd oneMore() {
            return new Odd(firstLine, count + 1);
        }
    }

    /** Cells that are none of one kind: their spellings, up to a cap, and the first of them. */
    static final class Odds {
        private final int cap;
        private final Map<String, Odd> spellings = new LinkedHashMap<>();
        private boolean allLookMissing = true;
        private long otherCells;

        Odds(int cap) {
            this.cap = cap;
        }

        private void add(String text, long line) {
            Odd known = spellings.get(text);
            if (known != null) {
                spellings.put(text, known.oneMore());
                return;
            }
            allLookMissing &= Spelling.looksMissing(text);
            if (spellings.size() < cap) {
                spellings.put(text, new Odd(line, 1));
            } else {
                otherCells++;
            }
        }

        private void skip() {
            allLookMissing = false;
            otherCells++;
        }

        /** In the order of their first lines. */
        Map<String, Odd> spellings() {
            return spellings;
        }

        /** Cells beyond the kept spellings. */
        long otherCells() {
            return otherCells;
        }

        boolean allLookMissing() {
            return allLookMissing;
        }
    }

    private final Set<String> missingSpellings;
    private final Numeral numeral = new Numeral();
    private final Map<String, Long> missing = new TreeMap<>();
    private final TextTable distinct = new TextTable(MAX_DISTINCT);

    final Odds notNumbers;
    final Odds notDates;
    final Odds notMoments;

    private long missingCells;
    private long present;
    private long wholes;
    private long decimals;
    private long codes;
    private long huge;
    private long truths;
    private long dates;
    private long moments;
    private String firstCode = "";
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private @Nullable LocalDate firstDate;
    private @Nullable LocalDate lastDate;
    private @Nullable Instant firstMoment;
    private @Nullable Instant lastMoment;

    ColumnProfile(Set<String> missingSpellings, int cap) {
        this.missingSpellings = missingSpellings;
        this.notNumbers = new Odds(cap);
        this.notDates = new Odds(cap);
        this.notMoments = new Odds(cap);
    }

    void add(CsvRow row, int cell) {
        if (row.isEmpty(cell) || !missingSpellings.isEmpty() && missingSpellings.contains(row.text(cell))) {
            missingCells++;
            missing.merge(row.text(cell), 1L, Long::sum);
            return;
        }
        present++;
        distinct.add(row.chars, row.start(cell), row.end(cell));
        switch (numeral.scan(row.chars, row.start(cell), row.end(cell))) {
            case WHOLE -> {
                whole(numeral.whole());
                notATime(row, cell);
            }
            case DECIMAL -> {
                decimal(numeral.number());
                notATime(row, cell);
            }
            case CODE, HUGE -> code(row.text(cell), numeral.isLong());
            case NONE -> text(row.text(cell), row.line());
        }
    }

    /** A number among dates is odd; in a column of numbers the first cells are remembered in vain, the others cost nothing. */
    private void notATime(CsvRow row, int cell) {
        if (dates + moments > 0 || present <= ALWAYS_KEPT) {
            notDates.add(row.text(cell), row.line());
            notMoments.add(row.text(cell), row.line());
        } else {
            notDates.skip();
            notMoments.skip();
        }
    }

    private void whole(long value) {
        wholes++;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        low = Math.min(low, value);
        high = Math.max(high, value);
    }

    private void decimal(double value) {
        decimals++;
        low = Math.min(low, value);
        high = Math.max(high, value);
    }

    private void code(String text, boolean hasLeadingZero) {
        firstCode = codes + huge == 0 ? text : firstCode;
        codes += hasLeadingZero ? 1 : 0;
        huge += hasLeadingZero ? 0 : 1;
    }

    private void text(String text, long line) {
        notNumbers.add(text, line);
        truths += Spelling.truth(text) == null ? 0 : 1;
        LocalDate date = Spelling.date(text);
        Instant moment = date == null ? Spelling.moment(text) : null;
        if (date == null) {
            notDates.add(text, line);
        } else {
            dates++;
            firstDate = firstDate == null || date.isBefore(firstDate) ? date : firstDate;
            lastDate = lastDate == null || date.isAfter(lastDate) ? date : lastDate;
        }
        if (moment == null) {
            notMoments.add(text, line);
        } else {
            moments++;
            firstMoment = firstMoment == null || moment.isBefore(firstMoment) ? moment : firstMoment;
            lastMoment = lastMoment == null || moment.isAfter(lastMoment) ? moment : lastMoment;
        }
    }

    /** Cells that are empty or a spelling of missing. */
    long missingCells() {
        return missingCells;
    }

    /** How often each spelling of missing was seen, by spelling. */
    Map<String, Long> missing() {
        return missing;
    }

    /** Cells with a value. */
    long present() {
        return present;
    }

    long wholes() {
        return wholes;
    }

    /** Whole numbers and decimals. */
    long numbers() {
        return wholes + decimals;
    }

    /** Digits that are no number: with leading zeros, or too many for 64 bits. */
    long codes() {
        return codes + huge;
    }

    /** The first of {@link #codes}, with the reason why it is one. */
    String whyCode() {
        return Spelling.quote(firstCode)
                + (codes > 0 ? " has a leading zero, so the digits are codes and no numbers" : " does not fit 64 bits");
    }

    long truths() {
        return truths;
    }

    long dates() {
        return dates;
    }

    long moments() {
        return moments;
    }

    TextTable distinct() {
        return distinct;
    }

    String wholeRange() {
        return least + " and " + greatest;
    }

    String numberRange() {
        return CanonicalNumber.format(low) + " and " + CanonicalNumber.format(high);
    }

    String dateRange() {
        return firstDate + " and " + lastDate;
    }

    String momentRange() {
        return firstMoment + " and " + lastMoment;
    }
}
