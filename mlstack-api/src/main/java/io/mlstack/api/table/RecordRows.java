package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes records of the rows of a block; the way back from {@link RecordColumns}. */
final class RecordRows {

    private final Columns columns;
    private final Findings findings = Findings.collect();

    private RecordRows(Columns columns) {
        this.columns = columns;
    }

    static <R extends Record> List<R> read(Class<R> type, Columns columns) {
        return new RecordRows(columns).rows(type);
    }

    private <R extends Record> List<R> rows(Class<R> type) {
        Maker maker = maker(RecordShape.of(type, findings));
        findings.throwIfAny(InvalidInputException::new);
        List<R> records = new ArrayList<>(columns.rows());
        for (int row = 0; row < columns.rows(); row++) {
            Object record = maker.make(row);
            if (record != null && findings.isEmpty()) {
                records.add(type.cast(record));
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return records;
    }

    private Maker maker(RecordShape shape) {
        List<Part> parts = new ArrayList<>();
        for (RecordShape.Part part : shape.parts()) {
            if (part.nested() != null) {
                parts.add(new Nest(maker(part.nested()), part.isOptional()));
                continue;
            }
            int position = columns.schema().find(part.column()).orElse(-1);
            if (position < 0) {
                findings.add(
                        "record.no-column",
                        part.place(),
                        "column \"" + part.column() + "\" does not exist",
                        NearestName.cure(part.column(), columns.schema().names()));
            }
            parts.add(new Cell(part.component(), position));
        }
        return new Maker(constructor(shape.type()), parts);
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (InaccessibleObjectException e) {
            throw RecordColumns.closed(type, e);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every record has its canonical constructor", e);
        }
    }

    /** One argument of a constructor. */
    private interface Part {
        /** Whether the row has no value of it. */
        boolean isMissing(int row);

        /** Whether a column of it holds values of persons. */
        boolean personal();

        /** Its value in the row; what does not fit is a finding, and null. */
        @Nullable
        Object value(int row);
    }

    private final class Cell implements Part {
        private final RecordComponent component;
        private final int position;

        Cell(RecordComponent component, int position) {
            this.component = component;
            this.position = position;
        }

        @Override
        public boolean isMissing(int row) {
            return columns.vector(position).isMissing(row);
        }

        @Override
        public boolean personal() {
            return columns.schema().column(position).personal();
        }

        @Override
        public @Nullable Object value(int row) {
            try {
                return ComponentValue.of(component, columns.value(row, position));
            } catch (IllegalArgumentException | ArithmeticException e) {
                String name = columns.schema().column(position).name();
                findings.add(
                        "record.value",
                        "row " + row + ", column " + name,
                        personal()
                                ? Column.PERSONAL + " is no "
                                        + component.getType().getSimpleName()
                                : String.valueOf(e.getMessage()),
                        "give the component a type that holds the values of its column");
                return null;
            }
        }
    }

    private record Nest(Maker maker, boolean optional) implements Part {
        @Override
        public boolean isMissing(int row) {
            return maker.isMissing(row);
        }

        @Override
        public boolean personal() {
            return maker.personal();
        }

        @Override
        public @Nullable Object value(int row) {
            Object record = maker.isMissing(row) ? null : maker.make(row);
            return optional ? Optional.ofNullable(record) : record;
        }
    }

    private final class Maker {
        private final Constructor<?> constructor;
        private final List<Part> parts;

        Maker(Constructor<?> constructor, List<Part> parts) {
            this.constructor = constructor;
            this.parts = parts;
        }

        /** Whether there are columns, and the row has no value in any of them. */
        boolean isMissing(int row) {
            return !parts.isEmpty() && parts.stream().allMatch(part -> part.isMissing(row));
        }

        boolean personal() {
            return parts.stream().anyMatch(Part::personal);
        }

        /** The record of a row; null where something does not fit. */
        @Nullable
        Object make(int row) {
            long before = findings.count();
            @Nullable
            Object[] arguments = parts.stream().map(part -> part.value(row)).toArray();
            if (findings.count() > before) {
                return null;
            }
            try {
                return constructor.newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                throw failed(e);
            }
        }

        private InvalidInputException failed(ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String place = constructor.getDeclaringClass().getSimpleName();
            String cure = "let the record accept the rows, or filter them first";
            if (personal()) {
                // The message of a constructor tends to quote what it refuses.
                String failure = cause.getClass().getSimpleName() + " " + Column.PERSONAL;
                return new InvalidInputException(
                        new Finding("record.construct", place, "its constructor failed: " + failure, cure));
            }
            return new InvalidInputException(
                    new Finding("record.construct", place, "its constructor failed: " + cause, cure), e);
        }
    }
}
