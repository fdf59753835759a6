package io.mlstack.data.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Which part a row belongs to, as a function of nothing but its key: more rows, another order, other values or other labels
 * move no row to another part.
 *
 * <p>The first 64 bits of SHA-256(length of the salt as 4 bytes, salt, key; texts in UTF-8) are read as a fraction in [0, 1).
 * Below {@code test} it is a test row, below {@code test + validation} a validation row, else a training row; so changing
 * the validation share leaves the test rows what they are. Shares are therefore <b>expected</b> shares: of n rows with
 * share p the count varies by about √(n p (1 - p)), and the classes of the target are not balanced between the parts (a
 * balanced split cannot stay put as rows are added).
 *
 * @param validation expected share of the validation rows, 0 to 1
 * @param test expected share of the test rows, 0 to 1
 * @param salt any text; another salt gives an independent split. The standard one is the same for all data and problems, so
 *     that a row that tests one model never trains another
 * @param groupBy column whose rows with equal values stay together, such as the patient; empty means that each row stands
 *     for itself
 */
public record SplitRule(double validation, double test, String salt, Optional<String> groupBy) {

    private static final double TWO_POW_MINUS_53 = 0x1p-53;
    private static final double SUM_TOLERANCE = 1e-9;

    /** @throws IllegalArgumentException if a share is not in [0, 1) or nothing is left to train on */
    public SplitRule {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException("validation share " + validation + " and test share " + test
                    + " must not be negative and leave something to train on");
        }
    }

    /** 70 % training, 15 % validation, 15 % test, by row. */
    public static SplitRule standard() {
        return new SplitRule(0.15, 0.15, "mlstack", Optional.empty());
    }

    /**
     * Other expected shares.
     *
     * @throws IllegalArgumentException if one is negative, the first is 0, or they do not sum to 1
     */
    public SplitRule shares(double train, double validationShare, double testShare) {
        if (!(Math.abs(train + validationShare + testShare - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "shares " + train + ", " + validationShare + " and " + testShare + " do not sum to 1");
        }
        return new SplitRule(validationShare, testShare, salt, groupBy);
    }

    /** Another, independent split. */
    public SplitRule salted(String otherSalt) {
        return new SplitRule(validation, test, otherSalt, groupBy);
    }

    /** Rows with the same value in {@code column} go to the same part. */
    public SplitRule groupedBy(String column) {
        return new SplitRule(validation, test, salt, Optional.of(column));
    }

    /** Expected share of the training rows. */
    public double train() {
        return 1 - validation - test;
    }

    /** Expected share of the rows of {@code part}. */
    public double share(Part part) {
        return switch (part) {
            case TRAIN -> train();
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /**
     * The part of a row.
     *
     * @param key text of its key, or of its group; a number is written in decimal, so that int32, int64 and text keys agree
     */
    public Part partOf(String key) {
        double fraction = fraction(key);
        return fraction < test ? Part.TEST : fraction < test + validation ? Part.VALIDATION : Part.TRAIN;
    }

    private double fraction(String key) {
        byte[] salted = salt.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha = sha256();
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(salted.length).array());
        sha.update(salted);
        long bits = ByteBuffer.wrap(sha.digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return (bits >>> 11) * TWO_POW_MINUS_53;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
