package io.mlstack.benchmarks.typed;

/** A row of thirty numbers, as a user would declare it. */
record Thirty(
        double x0,
        double x1,
        double x2,
        double x3,
        double x4,
        double x5,
        double x6,
        double x7,
        double x8,
        double x9,
        double x10,
        double x11,
        double x12,
        double x13,
        double x14,
        double x15,
        double x16,
        double x17,
        double x18,
        double x19,
        double x20,
        double x21,
        double x22,
        double x23,
        double x24,
        double x25,
        double x26,
        double x27,
        double x28,
        double x29) {

    static Thirty of(double[] row) {
        return new Thirty(
                row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11],
                row[12], row[13], row[14], row[15], row[16], row[17], row[18], row[19], row[20], row[21], row[22],
                row[23], row[24], row[25], row[26], row[27], row[28], row[29]);
    }

    /** The copy that somebody writes by hand who wants to call the primitive path. */
    void copyTo(double[] to) {
        to[0] = x0;
        to[1] = x1;
        to[2] = x2;
        to[3] = x3;
        to[4] = x4;
        to[5] = x5;
        to[6] = x6;
        to[7] = x7;
        to[8] = x8;
        to[9] = x9;
        to[10] = x10;
        to[11] = x11;
        to[12] = x12;
        to[13] = x13;
        to[14] = x14;
        to[15] = x15;
        to[16] = x16;
        to[17] = x17;
        to[18] = x18;
        to[19] = x19;
        to[20] = x20;
        to[21] = x21;
        to[22] = x22;
        to[23] = x23;
        to[24] = x24;
        to[25] = x25;
        to[26] = x26;
        to[27] = x27;
        to[28] = x28;
        to[29] = x29;
    }
}
