package io.mlstack.serve.predict.internal.bind;

/** Tells the caller to check the row, which finds this value and all others; so it needs neither words nor a stack trace. */
final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitValueException() {
        super("a value does not fit its column", null, false, false);
    }
}
