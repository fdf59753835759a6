package io.mlstack.benchmarks.peer;

import io.mlstack.benchmarks.model.BenchmarkModel;
import java.nio.file.Path;

/** A way to score: how a model is kept in files, and how it is loaded from them and called. Has a constructor without arguments. */
public interface Peer {

    /**
     * Keeps a model in the form that {@link #open} loads; not timed.
     *
     * @param folder exists, and is this peer's own
     */
    void save(BenchmarkModel model, Path folder) throws Exception;

    /**
     * Loads what {@link #save} kept, as a user at the start of a process would; this is part of a cold start.
     *
     * @throws Exception if the peer could not load it
     */
    Contender open(Path folder, Call call) throws Exception;
}
