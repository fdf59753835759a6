package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Lays trees out as {@link PackedTrees} describes, each from its root down, level by level, children side by side. */
final class PackedTreesBuilder {

    private final Trees trees;
    private final Slots slots;
    private final IntUnaryOperator thresholds;
    private final IntUnaryOperator payload;
    private final int shift;
    private final long[][] flights;
    private final int[] depths;
    private int[] stopSets = {};
    private int[] stopChildren = {};
    private int stops;

    // Nodes of a tree that have a position, in the order of their levels.
    private int[] waiting = new int[64];
    private int[] positions = new int[64];
    private int[] levels = new int[64];
    private int tail;

    /**
     * @param thresholds what a key must be below to go left, by node
     * @param payload upper half of the node of a leaf, by its number
     */
    PackedTreesBuilder(Trees trees, Slots slots, IntUnaryOperator thresholds, IntUnaryOperator payload) {
        this.trees = trees;
        this.slots = slots;
        this.thresholds = thresholds;
        this.payload = payload;
        this.shift = Integer.SIZE - bits(slots.count());
        int count = (trees.trees() + PackedTrees.FLIGHT - 1) / PackedTrees.FLIGHT;
        this.flights = new long[count][];
        this.depths = new int[count];
        for (int flight = 0; flight < count; flight++) {
            flights[flight] = flight(flight);
        }
    }

    /** Whether slots and positions of every flight have room in 32 bits. */
    static boolean fits(Trees trees, Slots slots) {
        long most = 1L << Integer.SIZE - bits(slots.count());
        for (int tree = 0; tree < trees.trees(); tree += PackedTrees.FLIGHT) {
            if (size(trees, tree) > most) {
                return false;
            }
        }
        return true;
    }

    private static int bits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    /** Nodes of the flight that begins with a tree; a missing tree is a leaf. */
    private static int size(Trees trees, int first) {
        int last = Math.min(first + PackedTrees.FLIGHT, trees.trees());
        return trees.root(last) - trees.root(first) + PackedTrees.FLIGHT - (last - first);
    }

    private long[] flight(int flight) {
        int first = flight * PackedTrees.FLIGHT;
        long[] nodes = new long[size(trees, first)];
        int next = PackedTrees.FLIGHT;
        for (int i = 0; i < PackedTrees.FLIGHT; i++) {
            if (first + i < trees.trees()) {
                next = tree(flight, first + i, i, nodes, next);
            } else {
                nodes[i] = node(0, Slots.LEAF, i);
            }
        }
        return nodes;
    }

    private int tree(int flight, int tree, int at, long[] nodes, int free) {
        int next = free;
        tail = 0;
        put(trees.root(tree), at, 0);
        for (int head = 0; head < tail; head++) {
            int node = waiting[head];
            int position = positions[head];
            if (trees.isLeaf(node)) {
                nodes[position] = node(payload.applyAsInt(trees.leaf(node)), Slots.LEAF, position);
                depths[flight] = Math.max(depths[flight], levels[head]);
                continue;
            }
            nodes[position] = split(node, position, next);
            put(trees.right(node), next, levels[head] + 1);
            put(trees.left(node), next + 1, levels[head] + 1);
            next += 2;
        }
        return next;
    }

    private long split(int node, int position, int child) {
        int slot = slots.of(node);
        if (slot == Slots.STOP) {
            return node(stop(node, child), slot, position);
        }
        // The keys of a set are the lowest and the highest, with 0 between them.
        int threshold = trees.byCategories(node) ? 0 : thresholds.applyAsInt(node);
        return node(threshold, slot, child);
    }

    private int stop(int node, int child) {
        if (stops == stopSets.length) {
            stopSets = Arrays.copyOf(stopSets, 2 * stops + 16);
            stopChildren = Arrays.copyOf(stopChildren, 2 * stops + 16);
        }
        stopSets[stops] = slots.sets().number(node);
        stopChildren[stops] = child;
        return stops++;
    }

    private long node(int upper, int slot, int child) {
        return (long) upper << 32 | (slot << shift | child) & 0xFFFFFFFFL;
    }

    private void put(int node, int position, int level) {
        if (tail == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * tail);
            positions = Arrays.copyOf(positions, 2 * tail);
            levels = Arrays.copyOf(levels, 2 * tail);
        }
        waiting[tail] = node;
        positions[tail] = position;
        levels[tail++] = level;
    }

    long[][] flights() {
        return flights;
    }

    /** Splits on the way to the deepest leaf of each flight. */
    int[] depths() {
        return depths;
    }

    int shift() {
        return shift;
    }

    /** What each stop asks, and the position of its right child. */
    int[] stopSets() {
        return Arrays.copyOf(stopSets, stops);
    }

    int[] stopChildren() {
        return Arrays.copyOf(stopChildren, stops);
    }
}
