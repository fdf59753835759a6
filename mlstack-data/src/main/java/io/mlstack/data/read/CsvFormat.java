package io.mlstack.data.read;

import java.io.IOException;
import java.util.List;

/** CSV as rows of cells; the header, or where there is none the first row, tells their number. */
record CsvFormat(Source source, CsvOptions csv, ReadOptions options) implements RowFormat {

    @Override
    public RowPass discover() throws IOException {
        return CsvPass.discover(this);
    }

    @Override
    public RowPass open(List<Field> fields) throws IOException {
        return CsvPass.open(this, fields);
    }

    @Override
    public List<String> texts(List<RawLines.Range> ranges) throws IOException {
        return RawLines.read(source, csv.charset(), ranges);
    }
}
