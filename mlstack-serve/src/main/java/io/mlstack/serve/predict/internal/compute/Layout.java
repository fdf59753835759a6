package io.mlstack.serve.predict.internal.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each value of a graph lies among the registers of a row.
 *
 * <p>Like all that compiles a graph it does without streams: a process waits for its first ones when it opens its first model.
 */
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

    /** The registers of a list as an array. */
    static int[] array(List<Integer> registers) {
        int[] array = new int[registers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = registers.get(i);
        }
        return array;
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
