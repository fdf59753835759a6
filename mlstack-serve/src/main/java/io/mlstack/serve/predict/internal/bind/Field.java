package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One column of a row, read from one component of a record. Immutable. */
final class Field {

    private final InputRule rule;
    private final String place;
    private final RecordType.@Nullable Component component;
    private final @Nullable MethodHandle read;

    private Field(InputRule rule, String place, RecordType.@Nullable Component component, @Nullable MethodHandle read) {
        this.rule = rule;
        this.place = place;
        this.component = component;
        this.read = read;
    }

    /** A column that the record has no component for: always missing. */
    static Field absent(InputRule rule) {
        return new Field(rule, "column " + rule.column().name(), null, null);
    }

    /** A column read from a component; null and a finding where their types do not fit. */
    static @Nullable Field of(InputRule rule, RecordType record, RecordType.Component component, Findings findings) {
        MethodHandle read = ComponentReads.of(rule, component);
        if (read == null) {
            findings.add(
                    "bind.type",
                    record.place(component),
                    "is " + ComponentReads.declared(component) + ", column " + component.column() + " is "
                            + rule.column().type().spelling(),
                    ComponentReads.cure(rule.column().type(), component.type()));
            return null;
        }
        return new Field(rule, "column " + component.column() + " (" + record.place(component) + ")", component, read);
    }

    InputRule rule() {
        return rule;
    }

    int slot() {
        return rule.slot();
    }

    /** As {@link ComponentReads#of} makes it; null for an absent component. */
    @Nullable
    MethodHandle read() {
        return read;
    }

    /** Says what becomes of the value that {@code row} has here. */
    void judge(Object row, String prefix, Judgement judgement) {
        String at = prefix.isEmpty() ? place : prefix + place;
        if (component == null || read == null) {
            judgement.absent(rule, at, "");
            return;
        }
        Object holder = row;
        for (int depth = 0; depth < component.holders().size(); depth++) {
            holder = content(Handles.get(component.holders().get(depth), holder));
            if (holder == null) {
                judgement.absent(
                        rule,
                        at,
                        ", as there is no " + component.path().get(depth).getName());
                return;
            }
        }
        Object value = content(Handles.get(component.getter(), holder));
        if (value == null) {
            judgement.absent(rule, at, "");
        } else if (rule.isVector()) {
            vector(value, at, judgement);
        } else if (rule.text() == null) {
            double[] number = {Handles.number(read, holder)};
            judgement.numbers(rule, number, 0, rule.isCategory() ? value.toString() : null, at);
        }
    }

    private void vector(Object value, String at, Judgement judgement) {
        double[] numbers = value instanceof float[] floats ? doubles(floats) : (double[]) value;
        if (numbers.length == rule.width()) {
            judgement.numbers(rule, numbers, 0, null, at);
        } else {
            judgement.reject(
                    "predict.vector-length",
                    at,
                    "has " + numbers.length + " numbers",
                    "give " + new InputWords(rule).wanted());
        }
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static @Nullable Object content(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        boolean empty = value instanceof OptionalInt ints && ints.isEmpty()
                || value instanceof OptionalLong longs && longs.isEmpty()
                || value instanceof OptionalDouble doubles && doubles.isEmpty();
        return empty ? null : value;
    }
}
