package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counts the bytes that the scoring thread allocates, as the JVM counts them. */
class ScorerAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;
    private static final int BATCH = 256;
    private static final int SEEDS = 2_000;
    private static final int WINDOWS = 20;
    private static final int SMALLEST_OBJECT = 16;

    @Test
    void scoringIntoTheCallersArraysAllocatesNothing() {
        for (ModelGraph graph : List.of(
                Models.logistic(30), Models.net(64, 128, 64, 10), RandomModels.recipe(4), RandomModels.recipe(11))) {
            allocatesNothing(graph);
        }
    }

    @Test
    void treesOfEveryKindAllocateNothing() {
        Random random = new Random(3);
        for (Tensor.Type type : new Tensor.Type[] {Tensor.Type.F32, Tensor.Type.F64}) {
            for (int depth : new int[] {6, 11}) {
                allocatesNothing(
                        Models.trees(RandomTrees.of(random, RandomTrees.Kind.plain(type, 9, 20, depth, true))));
                boolean linear = type == Tensor.Type.F64;
                allocatesNothing(Models.trees(RandomTrees.of(
                        random,
                        new RandomTrees.Kind(
                                type, 9, 3, 12, depth, false, true, true, depth == 6 && !linear, linear, true))));
            }
        }
    }

    private static void allocatesNothing(ModelGraph graph) {
        Scorer scorer = Scorer.compile(graph);
        Scratch scratch = scorer.scratch();
        double[] doubles = RandomModels.rows(graph, 7, BATCH);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        double[] doublesOut = new double[BATCH * scorer.outputWidth()];
        float[] floatsOut = new float[doublesOut.length];

        bytes(() -> scorer.score(floats, 0, 1, floatsOut, 0, scratch), CALLS, graph + ", a float row");
        bytes(() -> scorer.score(doubles, 0, 1, doublesOut, 0, scratch), CALLS, graph + ", a double row");
        bytes(() -> scorer.score(floats, 0, BATCH, floatsOut, 0, scratch), CALLS / BATCH, graph + ", float rows");
        bytes(() -> scorer.score(doubles, 0, BATCH, doublesOut, 0, scratch), CALLS / BATCH, graph + ", double rows");
    }

    /** Seeds whose graphs hold every kind of node between them. */
    @Test
    void noKindOfNodeAllocates() {
        Set<Class<?>> kinds = new HashSet<>(GuideNodes.kinds());
        kinds.removeAll(Set.of(Node.TfIdf.class, Node.HashedText.class));
        for (long seed = 0; !kinds.isEmpty() && seed < SEEDS; seed++) {
            ModelGraph graph = RandomModels.anything(seed);
            if (kinds.removeAll(computed(graph))) {
                allocatesNothing(graph);
            }
        }
        assertThat(kinds).isEmpty();
    }

    /** The kinds of nodes that an output hangs on. */
    private static Set<Class<?>> computed(ModelGraph graph) {
        Set<String> needed = new HashSet<>(graph.output().names());
        Set<Class<?>> kinds = new HashSet<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (needed.contains(node.output())) {
                needed.addAll(node.inputs());
                kinds.add(node.getClass());
            }
        }
        return kinds;
    }

    private static void bytes(Runnable call, int calls, String what) {
        long fewest = Long.MAX_VALUE;
        // SIMD code boxes its vectors until the JIT has compiled it, and again where it replaces what it compiled.
        for (int window = 0; window < WINDOWS && fewest >= SMALLEST_OBJECT * calls; window++) {
            fewest = allocated(call, calls);
        }
        // The counter may allocate once itself; an object a call would be at least 16 bytes.
        assertThat(fewest).as(what).isLessThan(SMALLEST_OBJECT * calls);
    }

    private static long allocated(Runnable call, int calls) {
        call.run();
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
