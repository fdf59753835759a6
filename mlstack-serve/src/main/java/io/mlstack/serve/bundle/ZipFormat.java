package io.mlstack.serve.bundle;

/** Numbers of the ZIP format that writer and reader of bundles share (PKWARE APPNOTE 6.3.10, section 4.3). */
final class ZipFormat {

    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int CENTRAL_SIGNATURE = 0x02014b50;
    static final int END_SIGNATURE = 0x06054b50;
    static final int LOCAL_HEADER = 30;
    static final int CENTRAL_HEADER = 46;
    static final int END_RECORD = 22;

    /** Stored entries need version 1.0 to be extracted. */
    static final int VERSION = 10;

    /** 1980-02-01; the first of January makes some writers add a time field that breaks the alignment. */
    static final int DATE = 2 << 5 | 1;

    /** Extra field that pads local headers; the id is the one Android's tools use for alignment. */
    static final int PADDING_FIELD = 0xD935;

    /** A cache line, and more than any SIMD load needs. */
    static final int ALIGNMENT = 64;

    static final int MAX_ENTRIES = 1024;
    static final long MAX_BYTES = 1L << 30;

    private ZipFormat() {}

    /** Bytes of extra field that put the data behind {@code headerEnd} on a multiple of the alignment: 0 or 4 and more. */
    static int padding(long headerEnd) {
        int padding = (int) (-headerEnd & (ALIGNMENT - 1));
        return padding > 0 && padding < 4 ? padding + ALIGNMENT : padding;
    }
}
