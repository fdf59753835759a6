package io.mlstack.data.store.internal;

/** What mends a store, said the same everywhere. */
final class Cures {

    static final String RESTORE = "run verify() to see all that is damaged, then restore it from a copy of the store";

    private Cures() {}
}
