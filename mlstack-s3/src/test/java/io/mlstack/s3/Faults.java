package io.mlstack.s3;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which requests go wrong. */
final class Faults {

    private Faults() {}

    /** The first requests that {@code chosen} fits meet these faults in turn, all others none. */
    static Function<LockingProxy.Request, Fault> first(Predicate<LockingProxy.Request> chosen, Fault... faults) {
        Queue<Fault> left = new ArrayDeque<>(Arrays.asList(faults));
        return request -> {
            synchronized (left) {
                Fault next = chosen.test(request) ? left.poll() : null;
                return next == null ? Fault.NONE : next;
            }
        };
    }

    /** Every request that {@code chosen} fits meets this fault. */
    static Function<LockingProxy.Request, Fault> each(Predicate<LockingProxy.Request> chosen, Fault fault) {
        return request -> chosen.test(request) ? fault : Fault.NONE;
    }

    /** Whether a request creates an object of that key, whole. */
    static Predicate<LockingProxy.Request> creates(String key) {
        return request ->
                request.isPut() && request.query() == null && request.path().endsWith("/" + key);
    }

    /** Whether a request reads an object of that key. */
    static Predicate<LockingProxy.Request> reads(String key) {
        return request -> request.method().equals("GET") && request.path().endsWith("/" + key);
    }
}
