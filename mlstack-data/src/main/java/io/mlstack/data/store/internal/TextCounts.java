package io.mlstack.data.store.internal;

import io.mlstack.api.table.BytesVector;
import java.util.Arrays;

/** How often each text of a page occurs: a hash table without boxing. Texts of equal hash (1 in 2^38 pages) count as one. */
final class TextCounts {

    private final long[] hashes;
    private final int[] rows;
    private final int[] counts;
    private int size;

    TextCounts(BytesVector texts) {
        int present = texts.length() - texts.missing();
        this.hashes = new long[present];
        this.rows = new int[present];
        this.counts = new int[present];
        count(texts, present);
    }

    private void count(BytesVector texts, int present) {
        int[] offsets = texts.toOffsets();
        byte[] bytes = texts.toBytes();
        int[] slots = new int[Integer.highestOneBit(Math.max(1, present)) * 4];
        Arrays.fill(slots, -1);
        for (int row = 0; row < texts.length(); row++) {
            if (!texts.isMissing(row)) {
                add(row, DistinctSketch.hash(bytes, offsets[row], offsets[row + 1] - offsets[row]), slots);
            }
        }
    }

    private void add(int row, long hash, int[] slots) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] >= 0 && hashes[slots[slot]] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        if (slots[slot] < 0) {
            slots[slot] = size;
            hashes[size] = hash;
            rows[size++] = row;
        }
        counts[slots[slot]]++;
    }

    int size() {
        return size;
    }

    long hash(int i) {
        return hashes[i];
    }

    /** The first row that has the text. */
    int row(int i) {
        return rows[i];
    }

    int count(int i) {
        return counts[i];
    }
}
