package io.mlstack.data.store;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.data.store.internal.Verifier;
import java.util.List;

/**
 * What reading a whole store found.
 *
 * @param objects how many objects versions refer to and were read
 * @param bytes how many bytes were read
 * @param damages everything that is not as it was written: the place, what is wrong, and whom it concerns
 */
public record Verification(long objects, long bytes, List<Finding> damages) {

    /** Takes a copy of the list. */
    public Verification {
        damages = List.copyOf(damages);
    }

    static Verification of(Verifier.Outcome outcome) {
        return new Verification(outcome.objects(), outcome.bytes(), outcome.damages());
    }

    /** Whether nothing is damaged. */
    public boolean isSound() {
        return damages.isEmpty();
    }

    /** @throws CorruptDataException with every damage, if there is one */
    public void orThrow() {
        if (!isSound()) {
            throw new CorruptDataException(damages);
        }
    }

    /** {@code sound: 35 objects, 68,112 bytes}, or the damages, one a line. */
    @Override
    public String toString() {
        String read = objects + " objects, " + bytes + " bytes read";
        if (isSound()) {
            return "sound: " + read;
        }
        StringBuilder out = new StringBuilder(damages.size() + " damages: " + read);
        damages.forEach(damage -> out.append("\n  ").append(damage));
        return out.toString();
    }
}
