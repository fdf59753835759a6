package io.mlstack.serve.predict.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.internal.compute.Compiler;
import io.mlstack.serve.predict.internal.compute.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotPoolTest {

    @Test
    void threadsOneAfterAnotherShareOneSlot() throws Exception {
        for (SlotPool pool : List.of(SlotPool.ofRows(program()), SlotPool.ofBlocks(program()))) {
            Set<Slot> made = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 300; i++) {
                Thread thread = new Thread(() -> {
                    Slot slot = pool.take();
                    made.add(slot);
                    pool.give(slot);
                });
                thread.start();
                thread.join();
            }
            assertThat(made).hasSize(1);
            assertThat(pool.kept()).isEqualTo(1);
        }
    }

    @Test
    void slotsInUseAtOneTimeAreDistinctAndNoMoreThanThePlacesAreKept() {
        SlotPool pool = SlotPool.ofBlocks(program());
        List<Slot> taken = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            taken.add(pool.take());
        }
        assertThat(taken).doesNotHaveDuplicates();
        taken.forEach(pool::give);
        assertThat(pool.kept())
                .isLessThanOrEqualTo(2 * Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    private static Program program() {
        Tensor weights = Tensor.of(new double[] {1, 2}, 1, 2);
        ModelGraph graph = ModelGraph.from(
                        Schema.of(Column.of("a", ColumnType.FLOAT64), Column.of("b", ColumnType.FLOAT64)))
                .add(new Node.Concat(List.of("a", "b"), "x"))
                .add(new Node.Linear("x", "y", weights, Tensor.of(new double[] {0}, 1)))
                .output(Column.of("y", ColumnType.FLOAT64))
                .build();
        return Compiler.compile(graph).program();
    }
}
