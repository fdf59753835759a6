package io.mlstack.serve.bundle;

import io.mlstack.api.json.Json;
import java.util.Arrays;

/**
 * The one rule against second spellings: what was understood of an entry, written again, is the entry. So white space,
 * unknown members, other encodings and parameters that a node does not have are refused without a list of them.
 */
final class Canonical {

    private Canonical() {}

    /** @throws BundleRejectedException unless {@code bytes} is the canonical text of {@code understood} */
    static void require(Json understood, byte[] bytes, String place) {
        int same = Arrays.mismatch(understood.canonicalBytes(), bytes);
        if (same >= 0) {
            throw BundleRejectedException.of(
                    "bundle.canonical",
                    place,
                    "is not what a writer of this format writes, from byte " + same + " on",
                    "pack the model again, or upgrade mlstack if a newer one wrote it");
        }
    }
}
