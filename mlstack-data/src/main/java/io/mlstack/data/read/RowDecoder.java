package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** Turns rows of cells into rows of values; a row with any problem gives all its problems and no value. */
final class RowDecoder {

    private final CsvSource source;
    private final List<String> names;
    private final CellDecoder[] cells;
    private final boolean hidesText;

    RowDecoder(CsvSource source, CsvHeader header, List<CellDecoder> cells) {
        this.source = source;
        this.names = header.names();
        this.cells = cells.toArray(CellDecoder[]::new);
        this.hidesText =
                header.fields().stream().anyMatch(field -> field.column().personal());
    }

    /** Reads one row; what is wrong with it, empty when it is fine. */
    List<Finding> decode(CsvRow row) {
        if (row.size() != names.size()) {
            return List.of(row.size() < names.size() ? tooFew(row) : tooMany(row));
        }
        List<Finding> findings = List.of();
        for (CellDecoder cell : cells) {
            Finding finding = cell.decode(row);
            if (finding != null) {
                findings = findings.isEmpty() ? new ArrayList<>() : findings;
                findings.add(finding);
            }
        }
        return findings;
    }

    /** Adds the row that {@link #decode} has just read without a finding. */
    void appendTo(Columns.Builder builder) {
        for (int i = 0; i < cells.length; i++) {
            cells[i].appendTo(builder.column(i));
        }
    }

    private Finding tooFew(CsvRow row) {
        int absent = names.size() - row.size();
        return new Finding(
                "csv.missing-cell",
                source.cell(row.line(), names.get(row.size())),
                "row has " + row.size() + " of " + names.size() + " cells; " + absent
                        + (absent == 1 ? " cell is" : " cells are") + " missing at or before this column",
                "add the cell, empty where the value is unknown");
    }

    private Finding tooMany(CsvRow row) {
        return new Finding(
                "csv.extra-cell",
                source.cell(row.line(), names.get(names.size() - 1)),
                "row has " + row.size() + " cells where the header has " + names.size()
                        + (hidesText ? "" : "; beyond this column stands " + Spelling.quote(row.text(names.size()))),
                "delete the extra cell, or quote the cell that contains the separator");
    }
}
