package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record class bound to the columns that a model reads. Immutable. */
public final class RowInput {

    private final List<Field> fields;
    private final RowReader reader;
    private final double[] blank;
    private final boolean hasBlanks;
    private final Acceptance acceptance;

    private RowInput(List<Field> fields, RowReader reader, int width) {
        this.fields = fields;
        this.reader = reader;
        this.blank = new double[width];
        boolean blanks = false;
        for (Field field : fields) {
            blanks |= field.read() == null;
            Arrays.fill(blank, field.slot(), field.slot() + field.width(), field.isCategory() ? -1 : Double.NaN);
        }
        this.hasBlanks = blanks;
        this.acceptance = Acceptance.of(fields);
    }

    /**
     * Binds a record class.
     *
     * @return null, and findings, where a component has no column, a column that must not be missing no component, or
     *     their types do not fit
     */
    public static @Nullable RowInput of(Schema schema, Class<?> type, Findings findings) {
        RecordType record = RecordType.of(type, findings);
        if (record == null) {
            return null;
        }
        long before = findings.count();
        for (RecordType.Component component : record.components()) {
            if (!schema.has(component.column())) {
                findings.add(
                        "bind.no-column",
                        record.place(component),
                        "the model reads no column \"" + component.column() + "\"",
                        "rename it, give it a @Name, or leave it out; "
                                + NearestName.cure(component.column(), schema.names()));
            }
        }
        List<Field> fields = fields(schema, record, findings);
        if (findings.count() > before) {
            return null;
        }
        List<Field> present =
                fields.stream().filter(field -> field.read() != null).toList();
        RowReader reader = present.isEmpty()
                ? (row, in, at) -> {}
                : HiddenCopies.of(RowReader.class, HandleReader.class, Stores.all(present));
        int width = fields.stream().mapToInt(Field::width).sum();
        return new RowInput(fields, reader, width);
    }

    private static List<Field> fields(Schema schema, RecordType record, Findings findings) {
        List<Field> fields = new ArrayList<>();
        int slot = 0;
        for (Column column : schema) {
            RecordType.Component component = record.component(column.name());
            Field field = null;
            if (component != null) {
                field = Field.of(column, slot, record, component, findings);
            } else if (column.nullable()) {
                field = Field.absent(column, slot);
            } else {
                findings.add(
                        "bind.no-component",
                        "column " + column.name(),
                        "record " + record.name() + " has no component for it, and it must not be missing",
                        "add one or give one a @Name; " + NearestName.cure(column.name(), record.columns()));
            }
            if (field != null) {
                fields.add(field);
            }
            slot += Levels.width(column.type());
        }
        return fields;
    }

    /** Numbers of a row. */
    public int width() {
        return blank.length;
    }

    /**
     * Writes a row into {@code in} from {@code at} on.
     *
     * @return whether the model accepts every value; where not, {@link #check} says why
     */
    public boolean read(Object row, double[] in, int at) {
        if (hasBlanks) {
            System.arraycopy(blank, 0, in, at, blank.length);
        }
        try {
            reader.read(row, in, at);
        } catch (UnfitValueException e) {
            return false;
        }
        return acceptance.accepts(in, at);
    }

    /**
     * Everything that is wrong with a row.
     *
     * @param prefix of each place, such as {@code "row 3, "}
     */
    public List<Finding> check(Object row, String prefix) {
        Findings findings = Findings.collect();
        fields.forEach(field -> field.check(row, prefix, findings));
        return findings.isEmpty() ? List.of() : findings.list();
    }
}
