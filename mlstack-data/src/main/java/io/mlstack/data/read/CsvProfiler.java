package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first passes over a file: finds its schema, and every problem or bad row. */
final class CsvProfiler {

    private final CsvSource source;
    private final CsvOptions options;
    private final Troubles troubles;
    private final List<ColumnProfile> profiles = new ArrayList<>();
    private long rows;

    CsvProfiler(CsvSource source, CsvOptions options) {
        this.source = source;
        this.options = options;
        this.troubles = new Troubles(options.maxErrors());
    }

    CsvTable read() throws IOException {
        CsvHeader header;
        long checksum;
        try (CsvPass pass = CsvPass.open(source, options)) {
            CsvRow first = pass.nextFilled();
            header = CsvHeader.of(source, options, first);
            profile(pass, header, options.hasHeader() ? null : first);
            checksum = pass.checksum();
        }
        List<@Nullable TypeChoice> choices = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            CsvHeader.Field field = header.fields().get(i);
            TypeChoice choice = field.type().isPresent() ? null : TypeChoice.of(profiles.get(i));
            choices.add(choice);
            columns.add(column(field, profiles.get(i), choice));
            suspect(field, choice);
        }
        if (!options.quarantines()) {
            troubles.throwIfAny();
        }
        List<Inference.Decision> decisions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            decisions.add(Inference.decision(columns.get(i), profiles.get(i), choices.get(i)));
        }
        CsvLayout layout = new CsvLayout(source, options, header, Schema.of(columns), checksum);
        Quarantine.Sifted sifted =
                options.quarantines() ? Quarantine.sift(layout) : new Quarantine.Sifted(rows, List.of());
        return new CsvTable(layout, new Inference(source.name(), rows, decisions), sifted.goodRows(), sifted.badRows());
    }

    private void profile(CsvPass pass, CsvHeader header, @Nullable CsvRow first) throws IOException {
        List<CellDecoder> declared = new ArrayList<>();
        for (CsvHeader.Field field : header.fields()) {
            profiles.add(new ColumnProfile(options.missing(), options.maxErrors()));
            if (field.type().isPresent()) {
                // Where only the type was declared, the data tell whether a value may be missing.
                Column column =
                        field.isDeclared() ? field.column() : field.column().asNullable();
                declared.add(new CellDecoder(source, column, field.cell(), true, options.missing()));
            }
        }
        RowDecoder decoder = new RowDecoder(source, header, declared);
        try {
            for (CsvRow row = first == null ? pass.next(header.width()) : first;
                    row != null;
                    row = pass.next(header.width())) {
                add(row, header, decoder);
            }
        } catch (InvalidInputException broken) {
            report(broken);
        }
    }

    private void add(CsvRow row, CsvHeader header, RowDecoder decoder) {
        List<Finding> findings = decoder.decode(row);
        if (!findings.isEmpty()) {
            troubles.addAll(row.line(), findings);
            return;
        }
        rows++;
        for (int i = 0; i < profiles.size(); i++) {
            profiles.get(i).add(row, header.fields().get(i).cell());
        }
    }

    /** What follows cannot be cut into rows: none of them can be set aside, and this is reported before all else. */
    private void report(InvalidInputException broken) {
        if (options.quarantines()) {
            throw broken;
        }
        for (int i = 0; i < broken.findings().size(); i++) {
            troubles.addKept(0, i, broken.findings().get(i));
        }
    }

    private static Column column(CsvHeader.Field field, ColumnProfile profile, @Nullable TypeChoice choice) {
        Column typed = choice == null ? field.column() : field.column().typed(choice.type());
        boolean isInferredNullable = !field.isDeclared() && profile.missingCells() > 0;
        return isInferredNullable ? typed.asNullable() : typed;
    }

    private void suspect(CsvHeader.Field field, @Nullable TypeChoice choice) {
        if (choice == null || choice.odds().isEmpty()) {
            return;
        }
        String name = field.column().name();
        OddCells odds = choice.odds().get();
        odds.odds().forEach(odd -> {
            long more = odd.count() - 1;
            String cells = more == 0 ? "" : ", here and in " + more + (more == 1 ? " more cell," : " more cells,");
            troubles.addKept(
                    odd.firstLine(),
                    field.cell(),
                    new Finding(
                            "csv.suspicious-text",
                            source.cell(odd.firstLine(), name),
                            Spelling.quote(odd.text()) + cells + " is text in a column where " + choice.reason(),
                            "correct the cell, declare the column with .column(\"" + name
                                    + "\", ColumnType.TEXT), or say that it means missing with .missing("
                                    + Spelling.quote(odd.text()) + ")"));
        });
        troubles.addMore(odds.otherCells());
    }
}
