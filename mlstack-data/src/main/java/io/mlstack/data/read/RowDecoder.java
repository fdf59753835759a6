package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** Turns rows of cells into rows of values; a row with any problem gives all its problems and no value. */
final class RowDecoder {

    private final List<CellDecoder> cells;

    /** @param cells not copied: more may be added between two rows */
    RowDecoder(List<CellDecoder> cells) {
        this.cells = cells;
    }

    /** Reads one row; what is wrong with it, empty when it is fine. */
    List<Finding> decode(Row row) {
        Finding broken = row.problem();
        if (broken != null) {
            return List.of(broken);
        }
        List<Finding> findings = List.of();
        for (int i = 0; i < cells.size(); i++) {
            Finding finding = cells.get(i).decode(row);
            if (finding != null) {
                findings = findings.isEmpty() ? new ArrayList<>() : findings;
                findings.add(finding);
            }
        }
        return findings;
    }

    /** Adds the row that {@link #decode} has just read without a finding. */
    void appendTo(Columns.Builder builder) {
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).appendTo(builder.column(i));
        }
    }
}
