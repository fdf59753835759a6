package io.mlstack.train.evaluate.internal;

/** Row numbers in the order of a score; equal scores keep their row order, so the result is one. */
final class SortedRows {

    private SortedRows() {}

    /**
     * Row numbers from the highest to the lowest of {@code scores}.
     *
     * <p>A bottom-up merge sort on {@code int}: the JDK sorts an index by a key only through boxed numbers, which at a
     * million rows takes longer than all resamples of the curve.
     */
    static int[] descending(double[] scores) {
        int n = scores.length;
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        int[] to = new int[n];
        for (int width = 1; width < n && width > 0; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(start + width, n);
                int end = (int) Math.min((long) start + 2L * width, n);
                merge(scores, from, to, start, middle, end);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(double[] scores, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int k = start; k < end; k++) {
            boolean takeLeft = left < middle && (right >= end || scores[from[left]] >= scores[from[right]]);
            to[k] = takeLeft ? from[left++] : from[right++];
        }
    }
}
