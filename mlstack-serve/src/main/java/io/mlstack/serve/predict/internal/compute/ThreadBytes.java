package io.mlstack.serve.predict.internal.compute;

import java.lang.management.ManagementFactory;

/** The bytes that the running thread has allocated so far, where the JVM counts them. */
final class ThreadBytes {

    private ThreadBytes() {}

    /** A number that grows by what is allocated; always 0 on a JVM that does not count or lacks the module for it. */
    static long allocated() {
        try {
            return Counter.allocated();
        } catch (LinkageError | UnsupportedOperationException absent) {
            return 0;
        }
    }

    /** A class of its own, so that a run-time image without {@code jdk.management} fails here and not above. */
    private static final class Counter {
        static long allocated() {
            return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                    ? threads.getThreadAllocatedBytes(Thread.currentThread().getId())
                    : 0;
        }
    }
}
