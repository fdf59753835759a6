package io.mlstack.serve.predict.internal.compute;

/** Category codes as they travel in arrays of numbers. */
public final class Codes {

    /** The code of a value that is missing. */
    public static final int MISSING = -1;
    /** The code of a category that is none of the levels. */
    public static final int UNSEEN = -2;

    private Codes() {}

    /** The level a number stands for, or {@link #UNSEEN} for everything that is no code of {@code levels} levels. */
    static int level(double code, int levels) {
        int level = (int) code;
        return level == code && level >= 0 && level < levels ? level : UNSEEN;
    }

    /** What a number that is no code of a level stands for: {@link #MISSING} or {@link #UNSEEN}. */
    static int absent(double code) {
        return code == MISSING ? MISSING : UNSEEN;
    }
}
