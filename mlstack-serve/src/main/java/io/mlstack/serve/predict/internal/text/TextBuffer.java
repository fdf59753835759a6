package io.mlstack.serve.predict.internal.text;

import java.util.Arrays;

/** The memory in which one text at a time is cut and counted; grows to the longest text it has seen. */
final class TextBuffer {

    private static final int FIRST = 256;
    private static final int SMALL = 1 << 18;

    /** The characters that terms are made of. */
    int[] points = new int[FIRST];

    int length;

    /** Where each word, or stretch between white space, begins and ends among the characters. */
    int[] starts = new int[FIRST];

    int[] ends = new int[FIRST];
    int words;

    /** What was found of the text's terms, sorted once all are there. */
    int[] hits = new int[FIRST];

    int found;

    /** Places of the features that are not zero, rising, and what they are. */
    int[] places = new int[FIRST];

    double[] weights = new double[FIRST];
    int entries;

    /** UTF-8 of one term. */
    byte[] bytes = new byte[FIRST];

    /** Whether it is worth keeping: a megabyte at most. */
    boolean isSmall() {
        return points.length + hits.length + 3 * places.length <= SMALL;
    }

    void clear() {
        length = 0;
        words = 0;
        found = 0;
        entries = 0;
    }

    void point(int point) {
        if (length == points.length) {
            points = Arrays.copyOf(points, 2 * length);
        }
        points[length++] = point;
    }

    void word(int start, int end) {
        if (words == starts.length) {
            starts = Arrays.copyOf(starts, 2 * words);
            ends = Arrays.copyOf(ends, 2 * words);
        }
        starts[words] = start;
        ends[words++] = end;
    }

    void hit(int hit) {
        if (found == hits.length) {
            hits = Arrays.copyOf(hits, 2 * found);
        }
        hits[found++] = hit;
    }

    void entry(int place, double weight) {
        if (entries == places.length) {
            places = Arrays.copyOf(places, 2 * entries);
            weights = Arrays.copyOf(weights, 2 * entries);
        }
        places[entries] = place;
        weights[entries++] = weight;
    }
}
