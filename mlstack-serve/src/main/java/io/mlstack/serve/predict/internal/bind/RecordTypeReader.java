package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a record class and those that it holds. */
final class RecordTypeReader {

    private final Class<?> root;
    private final Findings findings;
    private final List<Class<?>> enclosing = new ArrayList<>();
    private final List<RecordComponent> path = new ArrayList<>();
    private final List<MethodHandle> holders = new ArrayList<>();

    RecordTypeReader(Class<?> root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    @Nullable
    RecordType read() {
        if (!root.isRecord()) {
            findings.add("bind.no-record", root.getSimpleName(), "is no record class", "declare it as a record");
            return null;
        }
        RecordType record = read(root);
        if (record == null || hasTwice(record)) {
            return null;
        }
        return record;
    }

    private boolean hasTwice(RecordType record) {
        Set<String> seen = new HashSet<>();
        List<String> columns = record.columns();
        boolean twice = !columns.stream().allMatch(seen::add);
        if (twice) {
            findings.add(
                    "bind.same-column",
                    root.getSimpleName(),
                    "has components that stand for the same column: " + columns,
                    "rename one or give it another @Name");
        }
        return twice;
    }

    /** Null where anything in the class is a finding. */
    private @Nullable RecordType read(Class<?> type) {
        enclosing.add(type);
        try {
            MethodHandles.Lookup lookup = RecordType.lookup(type);
            List<RecordType.Component> components = new ArrayList<>();
            for (RecordComponent declared : type.getRecordComponents()) {
                path.add(declared);
                try {
                    component(declared, lookup).ifPresent(components::add);
                } finally {
                    path.remove(path.size() - 1);
                }
            }
            boolean complete = components.size() == type.getRecordComponents().length;
            return complete ? new RecordType(type, RecordType.constructor(lookup, type), components) : null;
        } catch (IllegalAccessException e) {
            closed(type);
            return null;
        } finally {
            enclosing.remove(enclosing.size() - 1);
        }
    }

    private Optional<RecordType.Component> component(RecordComponent declared, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        Optional<Class<?>> held = RecordType.held(declared);
        Class<?> type = held.orElse(declared.getType());
        RecordType nested = null;
        if (enclosing.contains(type)) {
            findings.add(
                    "bind.endless",
                    root.getSimpleName() + "."
                            + String.join(
                                    ".",
                                    path.stream().map(RecordComponent::getName).toList()),
                    "a " + type.getSimpleName() + " holds a " + type.getSimpleName()
                            + " again, so its columns have no end",
                    "leave the component out");
            return Optional.empty();
        }
        MethodHandle getter = lookup.unreflect(declared.getAccessor());
        if (type.isRecord()) {
            holders.add(getter);
            nested = read(type);
            holders.remove(holders.size() - 1);
            if (nested == null) {
                return Optional.empty();
            }
        }
        return Optional.of(new RecordType.Component(
                List.copyOf(path),
                Schema.columnName(path.toArray(RecordComponent[]::new)),
                type,
                held.isPresent(),
                List.copyOf(holders),
                getter,
                nested));
    }

    private void closed(Class<?> type) {
        Module own = RecordType.class.getModule();
        findings.add(
                "bind.access",
                type.getName(),
                "module " + type.getModule().getName() + " does not let mlstack call the record",
                "write \"opens " + type.getPackageName() + (own.isNamed() ? " to " + own.getName() : "")
                        + ";\" in its module-info.java");
    }
}
