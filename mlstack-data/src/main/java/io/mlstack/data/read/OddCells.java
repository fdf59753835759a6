package io.mlstack.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cells of a column that are none of one kind, such as no numbers: by spelling, up to a cap. */
final class OddCells {

    /**
     * All cells of one spelling.
     *
     * @param firstLine line of the first row that has it
     */
    record Odd(String text, long firstLine, long count) {}

    private final TextTable spellings;
    private long[] firstLines = new long[8];
    private long[] counts = new long[8];
    private long otherCells;
    private boolean allLookMissing = true;

    /** Keeps at most {@code cap} spellings. */
    OddCells(int cap) {
        this.spellings = new TextTable(cap);
    }

    void add(Row row, int cell) {
        int known = spellings.texts().size();
        int at = spellings.add(row.chars, row.start(cell), row.end(cell));
        if (at < 0) {
            skip();
            return;
        }
        if (at == known) {
            if (at == counts.length) {
                firstLines = Arrays.copyOf(firstLines, at * 2);
                counts = Arrays.copyOf(counts, at * 2);
            }
            firstLines[at] = row.line();
            allLookMissing &= Spelling.looksMissing(spellings.texts().get(at));
        }
        counts[at]++;
    }

    /** Counts a cell without looking at it. */
    void skip() {
        allLookMissing = false;
        otherCells++;
    }

    /** The kept spellings in the order of their first lines. */
    List<Odd> odds() {
        List<Odd> odds = new ArrayList<>();
        for (String text : spellings.texts()) {
            int at = odds.size();
            odds.add(new Odd(text, firstLines[at], counts[at]));
        }
        return odds;
    }

    /** Cells beyond the kept spellings. */
    long otherCells() {
        return otherCells;
    }

    /** Whether all spellings are such as people write where a value is missing. */
    boolean allLookMissing() {
        return allLookMissing;
    }
}
