package io.mlstack.data.read;

import io.mlstack.api.json.CanonicalNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the cells of one column look like; fed with every row, then asked by {@link TypeChoice}. */
final class ColumnProfile {

    private static final int MAX_DISTINCT = 1000;
    private static final int ALWAYS_KEPT = 20;
    private static final int LONGEST_TRUTH = "false".length();

    private final Set<String> missingSpellings;
    private final Numeral numeral = new Numeral();
    private final Map<String, Long> missing = new TreeMap<>();
    private final TextTable distinct = new TextTable(MAX_DISTINCT);

    final OddCells notNumbers;
    final OddCells notDates;
    final OddCells notMoments;
    final ArrayProfile shapes = new ArrayProfile();

    private long missingCells;
    private long present;
    private long wholes;
    private long decimals;
    private long codes;
    private long huge;
    private long truths;
    private boolean typed;
    private long strings;
    private long arrays;
    private long objects;
    private String firstInexact = "";
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

    /** @param absent rows that were read before the column was first seen */
    ColumnProfile(Set<String> missingSpellings, int cap, long absent) {
        this.missingSpellings = missingSpellings;
        this.notNumbers = new OddCells(cap);
        this.notDates = new OddCells(cap);
        this.notMoments = new OddCells(cap);
        if (absent > 0) {
            missingCells = absent;
            missing.put("", absent);
        }
    }

    void add(Row row, int cell) {
        if (isMissing(row, cell)) {
            missingCells++;
            missing.merge(row.text(cell), 1L, Long::sum);
            return;
        }
        present++;
        if (!distinct.isFull()) {
            distinct.add(row.chars, row.start(cell), row.end(cell));
        }
        Row.Form form = row.form(cell);
        typed |= form != Row.Form.PLAIN && form != Row.Form.QUOTED;
        switch (form) {
            case PLAIN, QUOTED -> guess(row, cell);
            case NUMBER -> number(row, cell);
            case STRING -> {
                strings++;
                text(row, cell);
            }
            case TRUTH -> {
                truths++;
                odd(row, cell);
            }
            case ARRAY -> {
                arrays++;
                shapes.add(row, cell);
                odd(row, cell);
            }
            case OBJECT -> {
                objects++;
                odd(row, cell);
            }
            case ABSENT, NULL -> throw new IllegalStateException("missing, and counted above");
        }
    }

    private boolean isMissing(Row row, int cell) {
        return switch (row.form(cell)) {
            case ABSENT, NULL -> true;
            case PLAIN, QUOTED -> row.isEmpty(cell) || isSpelling(row, cell);
            case STRING -> isSpelling(row, cell);
            case NUMBER, TRUTH, ARRAY, OBJECT -> false;
        };
    }

    private boolean isSpelling(Row row, int cell) {
        return !missingSpellings.isEmpty() && missingSpellings.contains(row.text(cell));
    }

    /** What cells look like whose format leaves that open. */
    private void guess(Row row, int cell) {
        Numeral.Kind kind = numeral.scan(row.chars, row.start(cell), row.end(cell));
        if (kind == Numeral.Kind.NONE) {
            truths += row.size(cell) <= LONGEST_TRUTH && Spelling.truth(row.text(cell)) != null ? 1 : 0;
            text(row, cell);
        } else {
            number(row, cell, kind);
        }
    }

    private void number(Row row, int cell) {
        Numeral.Kind kind = numeral.scan(row.chars, row.start(cell), row.end(cell));
        number(row, cell, kind == Numeral.Kind.NONE ? Numeral.Kind.HUGE : kind);
    }

    private void number(Row row, int cell, Numeral.Kind kind) {
        switch (kind) {
            case WHOLE -> {
                whole(numeral.whole());
                notATime(row, cell);
            }
            case DECIMAL -> {
                decimal(numeral.number());
                notATime(row, cell);
            }
            case CODE, HUGE -> code(row.text(cell), kind == Numeral.Kind.CODE && numeral.isLong());
            case NONE -> throw new IllegalArgumentException("no number: " + row.text(cell));
        }
    }

    private void odd(Row row, int cell) {
        notNumbers.add(row, cell);
        notDates.add(row, cell);
        notMoments.add(row, cell);
    }

    /** A number among dates is odd; in a column of numbers the first cells are remembered in vain, the others cost nothing. */
    private void notATime(Row row, int cell) {
        if (dates + moments > 0 || present <= ALWAYS_KEPT) {
            notDates.add(row, cell);
            notMoments.add(row, cell);
        } else {
            notDates.skip();
            notMoments.skip();
        }
    }

    private void whole(long value) {
        wholes++;
        if (value != (long) (double) value || value == Long.MAX_VALUE) {
            firstInexact = firstInexact.isEmpty() ? Long.toString(value) : firstInexact;
        }
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

    private void text(Row row, int cell) {
        notNumbers.add(row, cell);
        char first = row.isEmpty(cell) ? ' ' : row.chars[row.start(cell)];
        boolean startsTime = first >= '0' && first <= '9' || first == '-' || first == '+';
        LocalDate date = startsTime ? Spelling.date(row.text(cell)) : null;
        Instant moment = startsTime && date == null ? Spelling.moment(row.text(cell)) : null;
        if (date == null) {
            notDates.add(row, cell);
        } else {
            dates++;
            firstDate = firstDate == null || date.isBefore(firstDate) ? date : firstDate;
            lastDate = lastDate == null || date.isAfter(lastDate) ? date : lastDate;
        }
        if (moment == null) {
            notMoments.add(row, cell);
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

    /** Whether the format tells texts from numbers. */
    boolean isTyped() {
        return typed;
    }

    /** Values whose format says that they are text. */
    long strings() {
        return strings;
    }

    long arrays() {
        return arrays;
    }

    long objects() {
        return objects;
    }

    /** The first whole number that no double holds; empty if there is none. */
    String firstInexact() {
        return firstInexact;
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
