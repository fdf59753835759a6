package io.mlstack.serve.predict.internal.bind;

import io.mlstack.serve.predict.internal.compute.Program;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps slots for the next calls. Lock-free; nothing belongs to a thread, so ten thousand virtual threads share what as
 * many slots hold as there are calls at one time.
 *
 * <p>A thread looks first where its number points, then everywhere; where it finds none it makes one. Of two slots put in one place
 * the older is left to the garbage collector, so the pool is bounded.
 */
public final class SlotPool {

    /** References between two places, so that they lie in different cache lines. */
    private static final int SPREAD = 16;

    private static final int PLACES_PER_PROCESSOR = 4;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final Program program;
    private final AtomicReferenceArray<Slot> slots;
    private final int places;
    private final int shift;

    public SlotPool(Program program) {
        this.program = program;
        int wanted = Runtime.getRuntime().availableProcessors() * PLACES_PER_PROCESSOR;
        this.places = Integer.highestOneBit(2 * wanted - 1);
        this.shift = Long.numberOfLeadingZeros(places) + 1;
        this.slots = new AtomicReferenceArray<>(places * SPREAD);
    }

    /** A slot that nobody else has until {@link #give}. */
    public Slot take() {
        // All places are looked at before a slot is made: otherwise threads that come one after another would each make
        // one.
        int home = (int) (Thread.currentThread().getId() * GOLDEN_RATIO >>> shift);
        for (int probe = 0; probe < places; probe++) {
            int place = ((home + probe) & (places - 1)) * SPREAD;
            if (slots.getPlain(place) != null) {
                Slot slot = slots.getAndSet(place, null);
                if (slot != null) {
                    slot.home = place;
                    return slot;
                }
            }
        }
        Slot slot = new Slot(program);
        slot.home = home * SPREAD;
        return slot;
    }

    /** Puts a slot back; the caller must not touch it again. */
    public void give(Slot slot) {
        slots.setRelease(slot.home, slot);
    }
}
