package io.mlstack.benchmarks.hotpath;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Bytes that the benchmark's own thread allocated in an iteration.
 *
 * <p>JMH's gc profiler counts all threads, its own too: 7 KB an iteration, which is 11 bytes a call where a call takes
 * half a millisecond and allocates nothing.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Read by JMH at the end of each iteration and summed over them. */
    public long bytes;

    private long before;

    /** Starts to count. */
    @Setup(Level.Iteration)
    public void start() {
        before = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Stops counting. */
    @TearDown(Level.Iteration)
    public void stop() {
        bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
