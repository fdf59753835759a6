package io.mlstack.data.store.internal;

import java.util.Arrays;

/** Sorts row numbers by key without boxing: a stable merge sort from below, which returns at once where rows are sorted. */
final class RowOrder {

    private RowOrder() {}

    /** The positions of the rows in the order of their keys; equal keys keep their order. */
    static int[] sorted(KeyVector keys) {
        int[] rows = new int[keys.size()];
        Arrays.setAll(rows, i -> i);
        if (isSorted(keys)) {
            return rows;
        }
        int[] from = rows;
        int[] to = new int[rows.length];
        for (long width = 1; width < rows.length; width *= 2) {
            for (long start = 0; start < rows.length; start += 2 * width) {
                int middle = (int) Math.min(start + width, rows.length);
                int end = (int) Math.min(start + 2 * width, rows.length);
                merge(keys, from, to, (int) start, middle, end);
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static boolean isSorted(KeyVector keys) {
        for (int row = 1; row < keys.size(); row++) {
            if (keys.compare(row - 1, keys, row) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void merge(KeyVector keys, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || keys.compare(from[left], keys, from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
