package io.mlstack.serve.predict.internal.bind;

import io.mlstack.serve.predict.internal.compute.Program;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps slots for the next calls. Lock-free; nothing belongs to a thread, so ten thousand virtual threads share what as
 * many slots hold as there are calls at one time.
 *
 * <p>A thread looks first where its id points, then everywhere else, and makes a slot only where all places are empty. Of
 * two slots put in one place the older is left to the garbage collector. So the pool never keeps more slots than it has
 * places, and threads one after another share one; a kept slot stays until the pool itself is collected, at the size of
 * the largest call it served.
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

    private SlotPool(Program program, int wanted) {
        this.program = program;
        this.places = Integer.highestOneBit(2 * Math.max(2, wanted) - 1);
        this.shift = Long.numberOfLeadingZeros(places) + 1;
        this.slots = new AtomicReferenceArray<>(places * SPREAD);
    }

    /** For single rows: slots are small, so there are places for more calls than processors. */
    public static SlotPool ofRows(Program program) {
        return new SlotPool(program, Runtime.getRuntime().availableProcessors() * PLACES_PER_PROCESSOR);
    }

    /** For blocks of rows, which take megabytes where a model is wide: about as many places as processors. */
    public static SlotPool ofBlocks(Program program) {
        return new SlotPool(program, Runtime.getRuntime().availableProcessors());
    }

    /** A slot that nobody else has until {@link #give}. */
    public Slot take() {
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

    /** Slots that lie in their places now. */
    int kept() {
        int kept = 0;
        for (int place = 0; place < places; place++) {
            kept += slots.get(place * SPREAD) == null ? 0 : 1;
        }
        return kept;
    }
}
