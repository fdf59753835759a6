package io.mlstack.data.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of cells, reused for the next one: the characters of all cells in one array, without a String a cell. Cell
 * {@code i} is {@code chars[start(i)] .. chars[end(i) - 1]}.
 */
final class CsvRow {

    char[] chars = new char[1024];
    private int[] ends = new int[64];
    private boolean[] quoted = new boolean[64];
    private int size;
    private long line;

    /** Number of cells. */
    int size() {
        return size;
    }

    /** Line of the file, from 1, in which the row starts; it may contain line breaks. */
    long line() {
        return line;
    }

    int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    int end(int cell) {
        return ends[cell];
    }

    /** Characters in a cell. */
    int size(int cell) {
        return ends[cell] - start(cell);
    }

    boolean isEmpty(int cell) {
        return size(cell) == 0;
    }

    boolean isQuoted(int cell) {
        return quoted[cell];
    }

    String text(int cell) {
        return new String(chars, start(cell), size(cell));
    }

    /** Makes an empty line the one missing value that it is in a file of one column. */
    void becomeOneEmptyCell() {
        size = 0;
        add(chars, 0, 0, false);
    }

    private void begin(long startingLine) {
        line = startingLine;
        size = 0;
    }

    private void add(char[] from, int offset, int length, boolean isQuoted) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            quoted = Arrays.copyOf(quoted, size * 2);
        }
        int start = size == 0 ? 0 : ends[size - 1];
        if (start + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, Math.addExact(start, length)));
        }
        System.arraycopy(from, offset, chars, start, length);
        ends[size] = start + length;
        quoted[size++] = isQuoted;
    }

    /** Lets FastCSV fill one and the same row again and again. */
    static final class Filler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private final CsvRow row = new CsvRow();
        private final boolean trimmed;

        Filler(boolean trimmed) {
            this.trimmed = trimmed;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            row.begin(startingLineNumber);
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
            int from = offset;
            int to = offset + length;
            if (trimmed && !isQuoted) {
                while (from < to && buffer[from] <= ' ') {
                    from++;
                }
                while (from < to && buffer[to - 1] <= ' ') {
                    to--;
                }
            }
            row.add(buffer, from, to - from, isQuoted);
        }

        @Override
        protected @Nullable CsvRow buildRecord() {
            return row;
        }
    }
}
