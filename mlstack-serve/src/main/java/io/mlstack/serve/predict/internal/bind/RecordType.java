package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record class with the right to call its accessors and its constructor, and those of the records that it holds. */
final class RecordType {

    /**
     * A component.
     *
     * @param path the components that lead to it, outermost first, itself last
     * @param column name of the column it stands for
     * @param type its type, or what the {@code Optional} holds
     * @param optional whether it is an {@code Optional}
     * @param holders take the outermost record, then what the one before gave: lead to the record that declares it
     * @param getter takes the record that declares it, gives the component in its declared type
     * @param nested what it holds, if it is a record
     */
    record Component(
            List<RecordComponent> path,
            String column,
            Class<?> type,
            boolean optional,
            List<MethodHandle> holders,
            MethodHandle getter,
            @Nullable RecordType nested) {

        /** As it is declared in its record. */
        RecordComponent declared() {
            return path.get(path.size() - 1);
        }

        private Stream<Component> leaves() {
            return nested == null ? Stream.of(this) : nested.components.stream().flatMap(Component::leaves);
        }
    }

    private final Class<?> type;
    private final MethodHandle constructor;
    private final List<Component> components;
    private final Map<String, Component> leaves = new LinkedHashMap<>();

    RecordType(Class<?> type, MethodHandle constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = List.copyOf(components);
        this.components.stream().flatMap(Component::leaves).forEach(leaf -> leaves.put(leaf.column(), leaf));
    }

    /**
     * The class, if it and all records in it may be called, none holds itself and no two components stand for one column;
     * else null and findings.
     */
    static @Nullable RecordType of(Class<?> type, Findings findings) {
        return new RecordTypeReader(type, findings).read();
    }

    /** Private access where the module grants it; else what a public record in an exported package allows. */
    static MethodHandles.Lookup lookup(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    static MethodHandle constructor(MethodHandles.Lookup lookup, Class<?> type) throws IllegalAccessException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor", e);
        }
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

    /** The components that the class itself declares. */
    List<Component> components() {
        return components;
    }

    /** The components that stand for a column each, those of nested records among them. */
    List<Component> leaves() {
        return components.stream().flatMap(Component::leaves).toList();
    }

    /** The leaf that stands for a column, if there is one. */
    @Nullable
    Component component(String column) {
        return leaves.get(column);
    }

    List<String> columns() {
        return leaves().stream().map(Component::column).toList();
    }

    /** {@code Loan.applicant.age}, for a component of the outermost record. */
    String place(Component component) {
        List<String> names = new ArrayList<>(List.of(name()));
        component.path().forEach(step -> names.add(step.getName()));
        return String.join(".", names);
    }

    /** What an {@code Optional} of a plain class holds, else null. */
    static Optional<Class<?>> held(RecordComponent component) {
        return component.getType() == Optional.class
                        && component.getGenericType() instanceof ParameterizedType parameterized
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> held
                ? Optional.of(held)
                : Optional.empty();
    }
}
