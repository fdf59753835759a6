package io.mlstack.serve.predict.internal.text;

import java.util.Arrays;
import java.util.List;

/** Finds strings by their characters without making a string: open addressing over one array of them all. Immutable. */
final class PointTable {

    private static final int SPREAD = 0x9E3779B1;

    /** One more than the position of a string, 0 where nothing lies. At most half full. */
    private final int[] slots;

    private final int shift;
    private final int[] ends;
    private final int[] points;

    /** @param strings different from one another */
    PointTable(List<String> strings) {
        int size = Integer.highestOneBit(Math.max(4, 4 * strings.size() - 1));
        this.slots = new int[size];
        this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        this.ends = new int[strings.size()];
        this.points = strings.stream().flatMapToInt(String::codePoints).toArray();
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            String string = strings.get(i);
            ends[i] = start + string.codePointCount(0, string.length());
            slots[free(start, ends[i])] = i + 1;
            start = ends[i];
        }
    }

    int size() {
        return ends.length;
    }

    /** Position of the string whose characters lie there, -1 where there is none. */
    int find(int[] text, int from, int to) {
        int slot = home(text, from, to);
        while (slots[slot] != 0) {
            int i = slots[slot] - 1;
            if (Arrays.equals(points, i == 0 ? 0 : ends[i - 1], ends[i], text, from, to)) {
                return i;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private int free(int from, int to) {
        int slot = home(points, from, to);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int home(int[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (Integer.rotateLeft(hash, 5) ^ text[i]) * SPREAD;
        }
        return (hash ^ hash >>> 15) * SPREAD >>> shift;
    }
}
