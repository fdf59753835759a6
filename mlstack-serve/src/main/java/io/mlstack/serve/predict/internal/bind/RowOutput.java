package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds a record class to the columns that a model answers with. */
public final class RowOutput {

    private final Schema schema;
    private final ClassNames classes;
    private final RecordType root;
    private final Findings findings;

    private RowOutput(ModelGraph graph, RecordType root, Findings findings) {
        this.schema = graph.output();
        this.classes = new ClassNames(graph);
        this.root = root;
        this.findings = findings;
    }

    /** Makes records of scored rows; null, and findings, where a component names no answer or is of another type. */
    public static @Nullable RowWriter of(ModelGraph graph, Class<?> type, Findings findings) {
        RecordType record = RecordType.of(type, findings);
        if (record == null) {
            return null;
        }
        long before = findings.count();
        MethodHandle made = new RowOutput(graph, record, findings).made(record);
        return made == null || findings.count() > before
                ? null
                : HiddenCopies.of(
                        RowWriter.class,
                        HandleWriter.class,
                        made.asType(made.type().changeReturnType(Object.class)));
    }

    /** Takes (numbers, offset), gives the record; null where a component of it is a finding. */
    private @Nullable MethodHandle made(RecordType record) {
        List<MethodHandle> values = new ArrayList<>();
        for (RecordType.Component component : record.components()) {
            MethodHandle value = value(component);
            if (value != null) {
                values.add(value);
            }
        }
        if (values.size() < record.components().size()) {
            return null;
        }
        MethodHandle made = record.constructor();
        for (int i = values.size() - 1; i >= 0; i--) {
            made = MethodHandles.collectArguments(made, i, values.get(i));
        }
        // Every component takes the same two arguments: the numbers and where the row starts.
        int[] order = new int[2 * values.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % 2;
        }
        return MethodHandles.permuteArguments(
                made, MethodType.methodType(record.type(), double[].class, int.class), order);
    }

    /** Takes (numbers, offset), gives the component; null, and a finding, where it cannot. */
    private @Nullable MethodHandle value(RecordType.Component component) {
        if (component.nested() != null) {
            MethodHandle made = made(component.nested());
            return made == null || !component.optional() ? made : present(made);
        }
        if (!schema.has(component.column())) {
            findings.add(
                    "bind.no-output",
                    root.place(component),
                    "the model has no answer \"" + component.column() + "\"",
                    cure(component));
            return null;
        }
        int slot = 0;
        for (Column column : schema.columns().subList(0, schema.indexOf(component.column()))) {
            slot += Levels.width(column.type());
        }
        Column answer = schema.column(component.column());
        AnswerValue value =
                new AnswerValue(answer.type(), slot, classes.of(answer.name()), classes.chosen(answer.name()));
        MethodHandle handle = value.as(component);
        if (handle == null) {
            findings.add(
                    "bind.type",
                    root.place(component),
                    "is " + component.declared().getGenericType().getTypeName().replaceAll("[a-z0-9_]+\\.", "")
                            + ", answer " + component.column() + " is "
                            + answer.type().spelling(),
                    "declare the component as " + value.offered());
        }
        return handle;
    }

    private String cure(RecordType.Component component) {
        String near = NearestName.cure(component.column(), schema.names());
        boolean nested = component.path().size() > 1;
        return nested
                ? "give the component that holds it @Name(\"\"), so that it adds no prefix, or rename it; " + near
                : "rename it or give it a @Name; " + near;
    }

    private static MethodHandle present(MethodHandle made) {
        return MethodHandles.filterReturnValue(
                made.asType(made.type().changeReturnType(Object.class)),
                Handles.method(Optional.class, "of", Optional.class, Object.class));
    }
}
