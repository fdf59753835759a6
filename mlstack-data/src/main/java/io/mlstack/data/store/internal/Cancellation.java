package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.StorageException;

/** Ends long work between two leaves when its thread is interrupted. */
final class Cancellation {

    private Cancellation() {}

    /** @throws StorageException if the thread is interrupted; its flag stays set */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException(new Finding(
                    "store.interrupted",
                    "commit",
                    "the thread was interrupted before anything became visible",
                    "commit again; the dataset is as it was"));
        }
    }
}
