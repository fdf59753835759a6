package io.mlstack.data.read;

import io.mlstack.api.table.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The type of a column whose type was not declared, and why.
 *
 * @param reason in words, about the cells that have a value
 * @param odds cells that do not fit although almost all do; empty where all fit
 */
record TypeChoice(ColumnType type, String reason, Optional<OddCells> odds) {

    /** A category has at most this many levels ... */
    static final int MAX_LEVELS = 64;

    /** ... and each of them this many rows on average: a tenth of the rows are different at most. */
    static final int ROWS_A_LEVEL = 10;

    /** From so many values on, few odd ones count as mistakes and not as a sign that the column is text. */
    private static final int SUSPICIOUS_FROM = 20;

    private static final int SUSPICIOUS_ONE_IN = 20;

    static TypeChoice of(ColumnProfile profile) {
        long present = profile.present();
        if (present == 0) {
            return certain(ColumnType.TEXT, "no cell has a value");
        }
        if (profile.codes() == 0 && isMostly(profile.numbers(), profile, profile.notNumbers)) {
            return number(profile);
        }
        if (profile.codes() == 0 && isMostly(profile.dates(), profile, profile.notDates)) {
            return choice(
                    ColumnType.DATE, profile.dates(), "ISO dates", profile.dateRange(), profile, profile.notDates);
        }
        if (profile.codes() == 0 && isMostly(profile.moments(), profile, profile.notMoments)) {
            return choice(
                    ColumnType.TIMESTAMP,
                    profile.moments(),
                    "ISO moments",
                    profile.momentRange(),
                    profile,
                    profile.notMoments);
        }
        if (profile.truths() == present) {
            return certain(ColumnType.BOOLEAN, present + " of " + present + " values are true or false");
        }
        if (profile.arrays() == present) {
            return profile.shapes.choice(present);
        }
        return isMixed(profile) ? certain(ColumnType.JSON, kinds(profile)) : texts(profile);
    }

    /** Of formats that tell texts from numbers: what is neither all text nor all numbers is kept as it stands. */
    private static boolean isMixed(ColumnProfile profile) {
        boolean isNumbers = profile.numbers() + profile.codes() == profile.present();
        return profile.isTyped() && !isNumbers && profile.strings() != profile.present();
    }

    private static String kinds(ColumnProfile profile) {
        List<String> kinds = new ArrayList<>();
        kind(profile.numbers() + profile.codes(), "number", kinds);
        kind(profile.strings(), "text", kinds);
        kind(profile.truths(), "truth value", kinds);
        kind(profile.arrays(), "array", kinds);
        kind(profile.objects(), "object", kinds);
        return "values are " + String.join(", ", kinds) + ", kept as JSON";
    }

    private static void kind(long count, String name, List<String> kinds) {
        if (count > 0) {
            kinds.add(count + " " + name + (count == 1 ? "" : "s"));
        }
    }

    private static TypeChoice number(ColumnProfile profile) {
        if (profile.wholes() == profile.numbers()) {
            return choice(
                    ColumnType.INT64,
                    profile.wholes(),
                    "whole numbers",
                    profile.wholeRange(),
                    profile,
                    profile.notNumbers);
        }
        if (!profile.firstInexact().isEmpty()) {
            return certain(
                    ColumnType.TEXT,
                    profile.numbers() + " values are numbers, but float64 would round "
                            + Spelling.quote(profile.firstInexact()));
        }
        return choice(
                ColumnType.FLOAT64, profile.numbers(), "numbers", profile.numberRange(), profile, profile.notNumbers);
    }

    private static TypeChoice choice(
            ColumnType type, long fitting, String what, String range, ColumnProfile profile, OddCells odds) {
        String reason = fitting + " of " + profile.present() + " values are " + what + " between " + range;
        return new TypeChoice(type, reason, fitting == profile.present() ? Optional.empty() : Optional.of(odds));
    }

    private static boolean isMostly(long fitting, ColumnProfile profile, OddCells odds) {
        long odd = profile.present() - fitting;
        return fitting > 0
                && (odd == 0
                        || profile.present() >= SUSPICIOUS_FROM && odd * SUSPICIOUS_ONE_IN <= profile.present()
                        || odds.allLookMissing());
    }

    private static TypeChoice texts(ColumnProfile profile) {
        TextTable distinct = profile.distinct();
        int levels = distinct.texts().size();
        String whyNoNumber = profile.codes() > 0 ? "; " + profile.whyCode() : "";
        if (!distinct.isFull() && levels <= MAX_LEVELS && (long) levels * ROWS_A_LEVEL <= profile.present()) {
            String what = levels == 1 ? "the same text" : "only " + levels + " different texts";
            return certain(
                    ColumnType.category(inCodePointOrder(distinct.texts())),
                    profile.present() + " values are " + what + whyNoNumber);
        }
        String many = (distinct.isFull() ? "more than " + levels : levels) + " different texts in " + profile.present()
                + " values are too many for a category";
        return certain(ColumnType.TEXT, many + whyNoNumber + firstNonNumber(profile));
    }

    private static String firstNonNumber(ColumnProfile profile) {
        if (profile.codes() > 0 || profile.numbers() == 0) {
            return "";
        }
        OddCells.Odd first = profile.notNumbers.odds().get(0);
        return "; " + profile.numbers() + " are numbers, but not " + Spelling.quote(first.text()) + " in line "
                + first.firstLine();
    }

    private static TypeChoice certain(ColumnType type, String reason) {
        return new TypeChoice(type, reason, Optional.empty());
    }

    /** UTF-8 sorts as code points do, which UTF-16, the order of String, does not. */
    static List<String> inCodePointOrder(List<String> texts) {
        return texts.stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
