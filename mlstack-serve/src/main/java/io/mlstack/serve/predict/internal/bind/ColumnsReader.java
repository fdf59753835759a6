package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the columns a model wants out of a block that may hold others, in another order, with other levels. */
public final class ColumnsReader {

    private final List<CellReader> cells;
    private final int rowWidth;

    private ColumnsReader(List<CellReader> cells, int rowWidth) {
        this.cells = cells;
        this.rowWidth = rowWidth;
    }

    /**
     * Binds by name.
     *
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit
     */
    public static ColumnsReader of(Schema wanted, Columns rows) {
        return of(wanted, Map.of(), rows);
    }

    /**
     * Binds by name.
     *
     * @param texts what makes numbers of each column of texts
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit
     */
    public static ColumnsReader of(Schema wanted, Map<String, TextColumn> texts, Columns rows) {
        Findings missing = Findings.collect();
        Findings unfit = Findings.collect();
        List<CellReader> cells = new ArrayList<>();
        int rowWidth = 0;
        for (Column column : wanted) {
            if (!rows.schema().has(column.name())) {
                missing.add(
                        "score.no-such-column",
                        "column " + column.name(),
                        "the model reads it, the rows do not have it",
                        NearestName.cure(column.name(), rows.schema().names()));
                continue;
            }
            Column given = rows.schema().column(column.name());
            ColumnVector vector = rows.vector(column.name());
            TextColumn text = texts.get(column.name());
            CellReader cell = text == null
                    ? CellReader.of(column.type(), given.type(), vector)
                    : CellReader.of(text, given.type(), vector);
            if (cell == null) {
                unfit.add(new Finding(
                        "score.column-type",
                        "column " + column.name(),
                        "is " + given.type().spelling() + ", the model reads "
                                + column.type().spelling(),
                        "convert the column"));
                continue;
            }
            cells.add(cell);
            rowWidth += cell.width();
        }
        if (!missing.isEmpty()) {
            missing.addAll(unfit.list());
        }
        missing.throwIfAny(NotFoundException::new);
        unfit.throwIfAny(InvalidInputException::new);
        return new ColumnsReader(cells, rowWidth);
    }

    /** Writes {@code count} rows from {@code first} on into {@code out}, row-major. */
    public void read(int first, int count, double[] out, int at) {
        int offset = at;
        for (CellReader cell : cells) {
            for (int r = 0; r < count; r++) {
                cell.read(first + r, out, offset + r * rowWidth);
            }
            offset += cell.width();
        }
    }
}
