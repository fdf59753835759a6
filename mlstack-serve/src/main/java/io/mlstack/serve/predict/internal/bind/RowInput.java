package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.model.InputPolicy;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record class bound to the columns that a model reads. Immutable. */
public final class RowInput {

    private final InputRules rules;
    private final RecordType record;
    private final List<Field> fields;
    private final @Nullable RowReader reader;
    private final boolean hasBlanks;

    private RowInput(InputRules rules, RecordType record, List<Field> fields) {
        this.rules = rules;
        this.record = record;
        this.fields = List.copyOf(fields);
        Map<String, Field> byColumn = new HashMap<>();
        fields.stream()
                .filter(field -> field.read() != null)
                .forEach(field -> byColumn.put(field.rule().column().name(), field));
        MethodHandle stores = Stores.all(record, byColumn);
        this.reader = stores == null ? null : HiddenCopies.of(RowReader.class, HandleReader.class, stores);
        this.hasBlanks = byColumn.size() < fields.size();
    }

    /**
     * Binds a record class.
     *
     * @return null, and findings, where a component has no column, a column that must not be missing no component, or
     *     their types do not fit
     */
    public static @Nullable RowInput of(InputRules rules, Class<?> type, Findings findings) {
        RecordType record = RecordType.of(type, findings);
        if (record == null) {
            return null;
        }
        long before = findings.count();
        List<String> columns =
                rules.all().stream().map(rule -> rule.column().name()).toList();
        Set<String> known = new HashSet<>(columns);
        for (RecordType.Component component : record.leaves()) {
            if (!known.contains(component.column())) {
                findings.add(
                        "bind.no-column",
                        record.place(component),
                        "the model reads no column \"" + component.column() + "\"",
                        "rename it, give it a @Name, or leave it out; "
                                + NearestName.cure(component.column(), columns));
            }
        }
        List<Field> fields = fields(rules, record, findings);
        return findings.count() > before ? null : new RowInput(rules, record, fields);
    }

    private static List<Field> fields(InputRules rules, RecordType record, Findings findings) {
        List<Field> fields = new ArrayList<>();
        for (InputRule rule : rules.all()) {
            RecordType.Component component = record.component(rule.column().name());
            Field field = null;
            if (component != null) {
                field = Field.of(rule, record, component, findings);
            } else if (rule.policy().onMissing() != InputPolicy.Action.REJECT) {
                field = Field.absent(rule);
            } else {
                findings.add(
                        "bind.no-component",
                        "column " + rule.column().name(),
                        "record " + record.name() + " has no component for it, and it must not be missing",
                        "add one or give one a @Name; "
                                + NearestName.cure(rule.column().name(), record.columns()));
            }
            if (field != null) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** What the model takes, wherever a row comes from. */
    public InputRules rules() {
        return rules;
    }

    RecordType record() {
        return record;
    }

    /** Numbers of a row. */
    public int width() {
        return rules.width();
    }

    /**
     * Writes a row into {@code in} from {@code at} on, mended where policies say so.
     *
     * @return whether the model is given it; where not, {@link #check} says why
     */
    public boolean read(Object row, double[] in, int at) {
        if (hasBlanks) {
            rules.clear(in, at);
        }
        if (reader != null) {
            try {
                reader.read(row, in, at);
            } catch (UnfitValueException e) {
                return false;
            }
        }
        return rules.admit(in, at);
    }

    /**
     * Everything for which a row is rejected.
     *
     * @param prefix of each place, such as {@code "row 3, "}
     */
    public List<Finding> check(Object row, String prefix) {
        return judge(row, prefix, Judgement.ofRejected(Findings.collect()));
    }

    /** Everything in a row that policies change before the model is given it. */
    public List<Finding> mended(Object row) {
        return judge(row, "", Judgement.ofMended(Findings.collect()));
    }

    private List<Finding> judge(Object row, String prefix, Judgement judgement) {
        fields.forEach(field -> field.judge(row, prefix, judgement));
        return judgement.findings().isEmpty() ? List.of() : judgement.findings().list();
    }
}
