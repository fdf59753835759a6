package io.mlstack.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Distinct texts in the order of their first appearance, found by their characters without making a String. */
final class TextTable {

    private static final int NONE = -1;

    private final int limit;
    private final List<String> texts = new ArrayList<>();
    private int[] slots = new int[16];
    private int[] hashes = new int[16];
    private boolean full;

    /** A table that keeps at most {@code limit} texts. */
    TextTable(int limit) {
        this.limit = limit;
        Arrays.fill(slots, NONE);
    }

    static TextTable of(List<String> texts) {
        TextTable table = new TextTable(texts.size());
        for (String text : texts) {
            table.add(text.toCharArray(), 0, text.length());
        }
        return table;
    }

    /** Position of the text; -1 where it is not there. */
    int find(char[] chars, int from, int to) {
        return slots[slot(chars, from, to, hash(chars, from, to))];
    }

    /** Position of the text, which is added if it is new; -1 where there is no room for it. */
    int add(char[] chars, int from, int to) {
        int hash = hash(chars, from, to);
        int slot = slot(chars, from, to, hash);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        if (texts.size() == limit) {
            full = true;
            return NONE;
        }
        slots[slot] = texts.size();
        hashes[slot] = hash;
        texts.add(new String(chars, from, to - from));
        if (texts.size() * 2 > slots.length) {
            grow();
        }
        return texts.size() - 1;
    }

    List<String> texts() {
        return texts;
    }

    /** Whether there were more texts than the limit. */
    boolean isFull() {
        return full;
    }

    private int slot(char[] chars, int from, int to, int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != NONE && !(hashes[slot] == hash && same(texts.get(slots[slot]), chars, from, to))) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[slots.length];
        Arrays.fill(slots, NONE);
        for (int old = 0; old < oldSlots.length; old++) {
            if (oldSlots[old] != NONE) {
                int slot = oldHashes[old] & slots.length - 1;
                while (slots[slot] != NONE) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = oldSlots[old];
                hashes[slot] = oldHashes[old];
            }
        }
    }

    private static boolean same(String text, char[] chars, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(char[] chars, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + chars[i];
        }
        return hash ^ hash >>> 15;
    }
}
