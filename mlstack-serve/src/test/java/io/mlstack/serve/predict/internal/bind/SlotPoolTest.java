package io.mlstack.serve.predict.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.serve.bundle.PetModel;
import io.mlstack.serve.predict.internal.compute.Compiler;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotPoolTest {

    @Test
    void threadsThatComeOneAfterAnotherShareOneSlot() throws InterruptedException {
        SlotPool pool = new SlotPool(Compiler.compile(PetModel.graph(.5)));
        Set<Slot> seen = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        for (int i = 0; i < 300; i++) {
            Thread thread = new Thread(() -> {
                Slot slot = pool.take();
                seen.add(slot);
                pool.give(slot);
            });
            thread.start();
            thread.join();
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void nobodyGetsASlotThatIsInUse() {
        SlotPool pool = new SlotPool(Compiler.compile(PetModel.graph(.5)));
        Slot first = pool.take();
        Slot second = pool.take();

        assertThat(second).isNotSameAs(first);
        pool.give(first);
        assertThat(pool.take()).isSameAs(first);
    }
}
