package io.mlstack.data.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import org.jspecify.annotations.Nullable;

/** Lets FastCSV fill one and the same row again and again. */
final class CsvFiller extends AbstractBaseCsvCallbackHandler<Row> {

    private final Row row = new Row();
    private final boolean trimmed;

    CsvFiller(boolean trimmed) {
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
        row.add(buffer, from, to - from, isQuoted ? Row.Form.QUOTED : Row.Form.PLAIN);
    }

    @Override
    protected @Nullable Row buildRecord() {
        return row;
    }
}
