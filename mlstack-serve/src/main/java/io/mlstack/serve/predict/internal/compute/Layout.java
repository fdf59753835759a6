package io.mlstack.serve.predict.internal.compute;

import java.util.HashMap;
import java.util.Map;

/** Where each value of a graph lies among the registers of a row. */
final class Layout {

    private final Map<String, Integer> places = new HashMap<>();
    private final int inputWidth;
    private int registers;

    Layout(int inputWidth) {
        this.inputWidth = inputWidth;
        this.registers = inputWidth;
    }

    /** Puts a value where registers are taken already. */
    void put(String value, int at) {
        places.put(value, at);
    }

    /** Takes new registers for a value that has none. */
    void allocate(String value, int width) {
        if (!places.containsKey(value)) {
            places.put(value, registers);
            registers = Math.addExact(registers, width);
        }
    }

    boolean has(String value) {
        return places.containsKey(value);
    }

    /** First register of a value. */
    int at(String value) {
        Integer at = places.get(value);
        if (at == null) {
            throw new IllegalStateException("the value \"" + value + "\" has no place");
        }
        return at;
    }

    /** Whether a register holds a number that came in. */
    boolean isInput(int register) {
        return register < inputWidth;
    }

    int registers() {
        return registers;
    }
}
