package io.mlstack.serve.importer.internal;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import java.util.HashSet;
import java.util.Set;

/** A graph in the making that knows which names are taken. Not thread-safe. */
public final class Wiring {

    private final ModelGraph.Builder graph;
    private final Set<String> taken;

    Wiring(ModelGraph.Builder graph, Set<String> taken) {
        this.graph = graph;
        this.taken = new HashSet<>(taken);
    }

    /** A name like {@code wish} for a value that is only passed on. */
    public String fresh(String wish) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "." + i;
        }
        return name;
    }

    /** Appends a node. */
    public void add(Node node) {
        graph.add(node);
    }
}
