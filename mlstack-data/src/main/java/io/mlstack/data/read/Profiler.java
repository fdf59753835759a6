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
final class Profiler {

    /** What was found. */
    record Profile(Layout layout, Inference inference, Quarantine.Sifted sifted) {}

    private final RowFormat format;
    private final Source source;
    private final ReadOptions options;
    private final Troubles troubles;
    private final List<Field> fields = new ArrayList<>();
    private final List<ColumnProfile> profiles = new ArrayList<>();
    private final List<CellDecoder> declared = new ArrayList<>();
    private final RowDecoder decoder = new RowDecoder(declared);
    private long rows;

    private Profiler(RowFormat format) {
        this.format = format;
        this.source = format.source();
        this.options = format.options();
        this.troubles = new Troubles(options.maxErrors());
    }

    static Profile profile(RowFormat format) throws IOException {
        return new Profiler(format).profile();
    }

    private Profile profile() throws IOException {
        long checksum;
        try (RowPass pass = format.discover()) {
            scan(pass);
            checksum = pass.checksum();
        }
        List<@Nullable TypeChoice> choices = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            Field field = fields.get(i);
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
        Layout layout = new Layout(format, List.copyOf(fields), Schema.of(columns), checksum);
        Quarantine.Sifted sifted =
                options.quarantines() ? Quarantine.sift(layout) : new Quarantine.Sifted(rows, List.of());
        return new Profile(layout, new Inference(source.name(), rows, decisions), sifted);
    }

    private void scan(RowPass pass) throws IOException {
        addNew(pass.fields());
        try {
            for (Row row = pass.next(); row != null; row = pass.next()) {
                if (pass.fields().size() > fields.size()) {
                    addNew(pass.fields());
                }
                add(row);
            }
        } catch (InvalidInputException broken) {
            report(broken);
        }
    }

    /** A column that was not in the rows before is missing in all of them. */
    private void addNew(List<Field> known) {
        for (Field field : known.subList(fields.size(), known.size())) {
            fields.add(field);
            profiles.add(new ColumnProfile(options.missing(), options.maxErrors(), rows));
            if (field.type().isPresent()) {
                // Where only the type was declared, the data tell whether a value may be missing.
                Column column =
                        field.isDeclared() ? field.column() : field.column().asNullable();
                declared.add(new CellDecoder(source, column, field.cell(), true, options.missing()));
            }
        }
    }

    private void add(Row row) {
        List<Finding> findings = decoder.decode(row);
        if (!findings.isEmpty()) {
            troubles.addAll(row.line(), findings);
            return;
        }
        rows++;
        for (int i = 0; i < profiles.size(); i++) {
            profiles.get(i).add(row, fields.get(i).cell());
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

    private static Column column(Field field, ColumnProfile profile, @Nullable TypeChoice choice) {
        Column typed = choice == null ? field.column() : field.column().typed(choice.type());
        boolean isInferredNullable = !field.isDeclared() && profile.missingCells() > 0;
        return isInferredNullable ? typed.asNullable() : typed;
    }

    private void suspect(Field field, @Nullable TypeChoice choice) {
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
                            source.code("suspicious-text"),
                            source.cell(odd.firstLine(), name),
                            Spelling.quote(odd.text()) + cells + " is text in a column where " + choice.reason(),
                            "correct the cell, declare the column with .column(\"" + name
                                    + "\", ColumnType.TEXT), or say that it means missing with .missing("
                                    + Spelling.quote(odd.text()) + ")"));
        });
        troubles.addMore(odds.otherCells());
    }
}
