package io.mlstack.data.read;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes tables so that {@link Csv} with their schema reads equal ones. */
final class CsvWriting {

    private CsvWriting() {}

    /** Writes header and rows in UTF-8; returns the number of rows. */
    static long write(Table table, OutputStream out) throws IOException {
        check(table.schema());
        long rows = 0;
        try (CsvWriter writer = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.EMPTY)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(out, StandardCharsets.UTF_8);
                Blocks blocks = table.blocks()) {
            writer.writeRecord(table.schema().names());
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                for (int row = 0; row < block.rows(); row++) {
                    writer.writeRecord(cells(block, row));
                }
                rows += block.rows();
            }
        }
        return rows;
    }

    private static void check(Schema schema) {
        Findings findings = Findings.collect();
        for (Column column : schema) {
            if (!CsvHeader.isReadable(column.type())) {
                findings.add(
                        "csv.type",
                        "column " + column.name(),
                        column.type().spelling() + " has no text form in CSV",
                        "leave the column out with without(\"" + column.name() + "\")");
            }
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    private static @Nullable String[] cells(Columns block, int row) {
        @Nullable String[] cells = new String[block.schema().size()];
        for (int column = 0; column < cells.length; column++) {
            cells[column] = text(block.value(row, column), block, row, column);
        }
        return cells;
    }

    private static @Nullable String text(@Nullable Object value, Columns block, int row, int column) {
        if (value instanceof Double number) {
            return NumberText.of(number);
        }
        if (value instanceof Float number) {
            return NumberText.of(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value == null ? null : block.text(row, column);
    }
}
