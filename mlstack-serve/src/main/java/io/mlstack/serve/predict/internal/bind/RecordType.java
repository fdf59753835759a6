package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record class with the right to call its accessors and its constructor. */
final class RecordType {

    /**
     * A component.
     *
     * @param column name of the column it stands for
     * @param type its type, or what the {@code Optional} holds
     * @param optional whether it is an {@code Optional}
     * @param getter takes the record, gives the component in its declared type
     */
    record Component(String name, String column, Class<?> type, boolean optional, MethodHandle getter) {}

    private final Class<?> type;
    private final MethodHandle constructor;
    private final Map<String, Component> components = new LinkedHashMap<>();

    private RecordType(Class<?> type, MethodHandle constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        components.forEach(component -> this.components.put(component.column(), component));
    }

    /** The class if all of it may be called and no two components stand for one column; else null and a finding. */
    static @Nullable RecordType of(Class<?> type, Findings findings) {
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null) {
            findings.add("bind.no-record", type.getSimpleName(), "is no record class", "declare it as a record");
            return null;
        }
        try {
            RecordType record = read(type, declared);
            if (record.components.size() < declared.length) {
                findings.add(
                        "bind.same-column",
                        type.getSimpleName(),
                        "has components that stand for the same column: "
                                + Arrays.stream(declared)
                                        .map(Schema::columnName)
                                        .toList(),
                        "rename one or give it another @Name");
                return null;
            }
            return record;
        } catch (IllegalAccessException e) {
            Module own = RecordType.class.getModule();
            findings.add(
                    "bind.access",
                    type.getName(),
                    "module " + type.getModule().getName() + " does not let mlstack call the record",
                    "write \"opens " + type.getPackageName() + (own.isNamed() ? " to " + own.getName() : "")
                            + ";\" in its module-info.java");
            return null;
        }
    }

    private static RecordType read(Class<?> type, RecordComponent[] declared) throws IllegalAccessException {
        MethodHandles.Lookup lookup = lookup(type);
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : declared) {
            Class<?> held = held(component);
            components.add(new Component(
                    component.getName(),
                    Schema.columnName(component),
                    held == null ? component.getType() : held,
                    held != null,
                    lookup.unreflect(component.getAccessor())));
        }
        return new RecordType(type, constructor(lookup, type, declared), components);
    }

    /** Private access where the module grants it; else what a public record in an exported package allows. */
    private static MethodHandles.Lookup lookup(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    private static MethodHandle constructor(MethodHandles.Lookup lookup, Class<?> type, RecordComponent[] declared)
            throws IllegalAccessException {
        Class<?>[] types = Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor", e);
        }
    }

    private static @Nullable Class<?> held(RecordComponent component) {
        if (component.getType() == Optional.class
                && component.getGenericType() instanceof ParameterizedType parameterized) {
            Type argument = parameterized.getActualTypeArguments()[0];
            return argument instanceof Class<?> type ? type : null;
        }
        return null;
    }

    /** Name for messages. */
    String name() {
        return type.getSimpleName();
    }

    Class<?> type() {
        return type;
    }

    MethodHandle constructor() {
        return constructor;
    }

    List<Component> components() {
        return List.copyOf(components.values());
    }

    @Nullable
    Component component(String column) {
        return components.get(column);
    }

    List<String> columns() {
        return List.copyOf(components.keySet());
    }

    String place(Component component) {
        return name() + "." + component.name();
    }
}
