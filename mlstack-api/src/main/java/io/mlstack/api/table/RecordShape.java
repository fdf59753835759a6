package io.mlstack.api.table;

import io.mlstack.api.error.Findings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record class as columns: its own components, and under a prefix those of the records that it holds. */
record RecordShape(Class<?> type, List<Part> parts) {

    /**
     * A component.
     *
     * @param place such as {@code Loan.applicant.age}
     * @param column name of its column, or the prefix of those of {@code nested}
     * @param type its type, or what its {@code Optional} holds
     * @param nullable whether the value may be missing
     * @param nested what the component holds, if it is a record
     */
    record Part(
            RecordComponent component,
            String place,
            String column,
            Class<?> type,
            boolean nullable,
            @Nullable RecordShape nested) {

        boolean isOptional() {
            return component.getType() == Optional.class;
        }

        private Stream<Part> leaves() {
            return nested == null ? Stream.of(this) : nested.parts.stream().flatMap(Part::leaves);
        }
    }

    /** Reads a class; records that hold themselves are findings and have no parts. */
    static RecordShape of(Class<?> type, Findings findings) {
        return new Reader(findings).read(type, type.getSimpleName(), "", false, List.of());
    }

    /** The components that stand for a column each, in order. */
    List<Part> leaves() {
        return parts.stream().flatMap(Part::leaves).toList();
    }

    /** What an {@code Optional} component holds, else its type; {@code Optional} itself where that is no plain class. */
    static Class<?> held(RecordComponent component) {
        boolean held = component.getType() == Optional.class
                && component.getGenericType() instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?>;
        return held
                ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getType();
    }

    private record Reader(Findings findings) {

        RecordShape read(Class<?> type, String place, String prefix, boolean nullable, List<Class<?>> outer) {
            List<Class<?>> enclosing = new ArrayList<>(outer);
            enclosing.add(type);
            List<Part> parts = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                String at = place + "." + component.getName();
                Class<?> held = held(component);
                boolean missing = nullable || !component.getType().isPrimitive();
                if (!held.isRecord()) {
                    String column = prefix + RecordColumns.columnName(component);
                    parts.add(new Part(component, at, column, held, missing, null));
                } else if (enclosing.contains(held)) {
                    findings.add(
                            "record.endless",
                            at,
                            "a " + held.getSimpleName() + " holds a " + held.getSimpleName()
                                    + " again, so its columns have no end",
                            "leave the component out");
                } else {
                    String inner = prefix + RecordColumns.prefix(component);
                    boolean optional = nullable || component.getType() == Optional.class;
                    parts.add(
                            new Part(component, at, inner, held, missing, read(held, at, inner, optional, enclosing)));
                }
            }
            return new RecordShape(type, List.copyOf(parts));
        }
    }
}
