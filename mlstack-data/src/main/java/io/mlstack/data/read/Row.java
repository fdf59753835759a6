package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of cells, reused for the next one: the characters of all cells in one array, without a String a cell. Cell
 * {@code i} is {@code chars[start(i)] .. chars[end(i) - 1]}.
 */
final class Row {

    /** What the syntax of the file says about a cell. */
    enum Form {
        /** Characters of any meaning. */
        PLAIN,
        /** Characters of any meaning, in quotes. */
        QUOTED,
        /** No such cell in this row. */
        ABSENT,
        /** A value that the file says is none. */
        NULL,
        /** Text. */
        STRING,
        /** A number in the syntax of JSON. */
        NUMBER,
        /** {@code true} or {@code false}. */
        TRUTH,
        /** A JSON array without white space. */
        ARRAY,
        /** A JSON object without white space. */
        OBJECT
    }

    char[] chars = new char[1024];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private Form[] forms = new Form[64];
    private int size;
    private int used;
    private long line;
    private @Nullable Finding problem;

    /** Number of cells. */
    int size() {
        return size;
    }

    /** Line of the file, from 1, in which the row starts; it may contain line breaks. */
    long line() {
        return line;
    }

    /** Why the row as a whole cannot be read, or null. */
    @Nullable
    Finding problem() {
        return problem;
    }

    void breakWith(Finding finding) {
        problem = finding;
    }

    int start(int cell) {
        return starts[cell];
    }

    int end(int cell) {
        return ends[cell];
    }

    Form form(int cell) {
        return forms[cell];
    }

    /** Characters in a cell. */
    int size(int cell) {
        return ends[cell] - starts[cell];
    }

    boolean isEmpty(int cell) {
        return size(cell) == 0;
    }

    String text(int cell) {
        return new String(chars, starts[cell], size(cell));
    }

    /** Empties the row for what starts in that line. */
    void begin(long startingLine) {
        line = startingLine;
        size = 0;
        used = 0;
        problem = null;
    }

    /** As {@link #begin(long)}, with so many absent cells. */
    void begin(long startingLine, int cells) {
        begin(startingLine);
        widen(cells);
    }

    /** Adds absent cells until there are so many. */
    void widen(int cells) {
        while (size < cells) {
            add(chars, 0, 0, Form.ABSENT);
        }
    }

    /** Adds a cell. */
    void add(char[] from, int offset, int length, Form form) {
        if (size == ends.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            forms = Arrays.copyOf(forms, size * 2);
        }
        set(size++, from, offset, length, form);
    }

    /** Fills a cell that was absent. */
    void set(int cell, char[] from, int offset, int length, Form form) {
        int end = used + length;
        if (end > chars.length || end < 0) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, Math.addExact(used, length)));
        }
        System.arraycopy(from, offset, chars, used, length);
        starts[cell] = used;
        ends[cell] = end;
        forms[cell] = form;
        used = end;
    }
}
