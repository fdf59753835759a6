package io.mlstack.s3;

/**
 * How large what is sent and listed may be.
 *
 * @param whole the most bytes that one request may create
 * @param part from this size on an object goes up in parts of this size, in bytes; larger parts where there would be too many
 * @param page objects in one page of a listing
 */
record Sizes(long whole, long part, int page) {

    /** The limits of S3: 5 GiB in one request, and 10,000 parts. */
    static final Sizes S3 = new Sizes(5L << 30, 64L << 20, 1000);

    private static final long MAX_PARTS = 10_000;

    /** How long the parts of an object of that size are. */
    long partOf(long size) {
        return Math.max(part, (size + MAX_PARTS - 1) / MAX_PARTS);
    }

    void requireWhole(String place, long size) {
        if (size > whole) {
            throw Failures.beyond(place, size, whole, "this server takes, which has no condition for uploads in parts");
        }
    }

    /** 10,000 parts of 5 GiB would be more than S3 stores; 5 TiB in all was its limit until December 2025. */
    void requireParts(String place, long size) {
        long limit = 5L << 40;
        if (size > limit) {
            throw Failures.beyond(place, size, limit, "an object may have");
        }
    }
}
