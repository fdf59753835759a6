package io.mlstack.benchmarks.timing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Bytes that the benchmark's own thread allocates in {@value #CALLS_AN_ITERATION} calls after each iteration.
 *
 * <p>JMH's gc profiler counts JMH's own threads and loop as well: 7 KB an iteration, which is 11 bytes a call where a call
 * takes half a millisecond and allocates nothing.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Allocation {

    private static final int CALLS_AN_ITERATION = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Read by JMH at the end of each iteration and summed over them. */
    public long bytes;

    /** As {@link #bytes}: the calls that allocated them. */
    public long calls;

    /**
     * Counts, with the code as warm as the iteration left it.
     *
     * @param benchmark whose calls to count
     */
    @TearDown(Level.Iteration)
    public void count(CallBenchmark benchmark) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS_AN_ITERATION; i++) {
            benchmark.next();
        }
        bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        calls = CALLS_AN_ITERATION;
    }
}
