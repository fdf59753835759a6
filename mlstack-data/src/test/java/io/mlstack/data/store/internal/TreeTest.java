package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import io.mlstack.data.store.MemoryBlobs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final Schema SCHEMA =
            Schema.of(Column.of("id", ColumnType.INT64), Column.of("value", ColumnType.INT32));

    private final StoreCore core = StoreCore.open(new MemoryBlobs(), new TreeShape(new LeafCut(3), new NodeCut(3)));
    private final ObjectWriter objects = new ObjectWriter(core.packs(), core.packs());
    private final ProgressTask task = Progress.none().start("test", "rows");

    @Property(tries = 150)
    void everySequenceOfEditsGivesTheTreeThatTheRowsGiveAtOnce(
            @ForAll long seed, @ForAll @IntRange(max = 8) int steps, @ForAll @IntRange(min = 1, max = 2000) int keys) {
        Random random = new Random(seed);
        TreeMap<Long, Integer> rows = new TreeMap<>();
        TableRoot root = TableRoot.empty(SCHEMA, 0);
        for (int step = 0; step <= steps; step++) {
            TreeMap<Long, Integer> puts = new TreeMap<>();
            TreeMap<Long, Integer> removals = new TreeMap<>();
            int edits = random.nextInt(step == 0 ? keys : 1 + keys / (1 + random.nextInt(50)));
            // Now and then all edits lie in one stretch, and now and then a stretch goes as a whole.
            long start = random.nextBoolean() ? 0 : random.nextInt(keys);
            boolean removing = random.nextInt(3) == 0;
            for (int i = 0; i < edits; i++) {
                long key = start == 0 ? random.nextInt(keys) : start + i;
                boolean remove = removing || random.nextInt(3) == 0;
                (remove ? removals : puts).put(key, random.nextInt());
            }
            removals.keySet().removeAll(puts.keySet());
            rows.putAll(puts);
            rows.keySet().removeAll(removals.keySet());
            root = TableEditor.apply(
                    reader(root), edits(puts, removals), TableEditor.Replaced.ALLOWED, core.shape(), objects, task);
            check(root, rows);
        }
    }

    @Property(tries = 100)
    void theTreeIsWhatTheRuleSays(@ForAll long seed, @ForAll @IntRange(max = 1500) int count) {
        Random random = new Random(seed);
        TreeMap<Long, Integer> rows = new TreeMap<>();
        random.longs(count).forEach(key -> rows.put(key, 1));
        TableRoot root = written(rows);
        NaiveTree naive = NaiveTree.of(leaves(root), core.shape().nodes());
        assertThat(root.height()).isEqualTo(naive.height);
        assertThat(root.top()).isEqualTo(naive.top);
    }

    @Property(tries = 50)
    void unequalLeavesAreThoseThatOnlyOneTableHas(@ForAll long seed, @ForAll @IntRange(max = 1500) int count) {
        Random random = new Random(seed);
        TreeMap<Long, Integer> before = new TreeMap<>();
        random.longs(count, 0, 5000).forEach(key -> before.put(key, 1));
        TreeMap<Long, Integer> after = new TreeMap<>(before);
        random.longs(random.nextInt(20), 0, 5000).forEach(key -> after.put(key, 2));
        random.longs(random.nextInt(20), 0, 5000).forEach(after::remove);
        if (random.nextInt(4) == 0) {
            after.headMap(2500L).clear();
        }
        TableRoot a = written(before);
        TableRoot b = written(after);
        List<Child> onlyA = new ArrayList<>(leaves(a));
        onlyA.removeAll(leaves(b));
        List<Child> onlyB = new ArrayList<>(leaves(b));
        onlyB.removeAll(leaves(a));
        assertThat(UnequalLeaves.between(reader(a), reader(b), true)).isEqualTo(new UnequalLeaves(onlyA, onlyB));
    }

    @Property(tries = 100)
    void rowsAreFoundByKeyAndByPlace(@ForAll long seed, @ForAll @IntRange(min = 1, max = 800) int count) {
        Random random = new Random(seed);
        TreeMap<Long, Integer> rows = new TreeMap<>();
        random.longs(count, -1000, 1000).forEach(key -> rows.put(key, random.nextInt()));
        TableReader reader = reader(written(rows));
        List<Long> keys = new ArrayList<>(rows.keySet());
        int place = random.nextInt(keys.size());
        assertThat(reader.row(place)).isEqualTo(table(Map.of(keys.get(place), rows.get(keys.get(place)))));
        long key = random.nextInt(2400) - 1200;
        assertThat(reader.rank(Key.of(key))).isEqualTo(rows.headMap(key).size());
        TreeMap<Long, Integer> found = new TreeMap<>(rows.subMap(key - 50, key + 1));
        List<Key> wanted = new ArrayList<>();
        for (long k = key - 50; k <= key; k++) {
            wanted.add(Key.of(k));
        }
        assertThat(reader.find(wanted)).isEqualTo(table(found));
        assertThatThrownBy(() -> reader.row(keys.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEditReadsAndWritesThePathToItsLeafOnly() {
        MemoryBlobs blobs = new MemoryBlobs();
        StoreCore large = StoreCore.open(blobs, new TreeShape(new LeafCut(4), new NodeCut(8)));
        TreeMap<Long, Integer> rows = new TreeMap<>();
        for (long id = 0; id < 40_000; id++) {
            rows.put(id, 1);
        }
        ObjectWriter first = new ObjectWriter(large.packs(), large.packs());
        TableWriter writer = new TableWriter(SCHEMA, 0, large.shape(), first, task);
        writer.add(table(rows));
        TableRoot before = writer.finish();
        first.store();
        long reads = blobs.reads();
        ObjectWriter second = new ObjectWriter(large.packs(), large.packs());
        TableRoot after = TableEditor.apply(
                new TableReader(second, before),
                edits(new TreeMap<>(Map.of(20_000L, 7)), new TreeMap<>()),
                TableEditor.Replaced.ALLOWED,
                large.shape(),
                second,
                task);
        assertThat(after.height()).isBetween(3, 8);
        // Read: the leaf and its two pages, a node a level. Written: the leaf, a page and its sketch, a node a level.
        assertThat(blobs.reads() - reads).isLessThanOrEqualTo(3 + before.height());
        assertThat(second.pending()).isLessThanOrEqualTo(3 + after.height());
    }

    @Test
    void aNodeHasTwoChildrenAtLeastAndEightTimesTheTargetAtMost() {
        NodeCut cut = new NodeCut(5);
        Child child = new Child(Digest.of(new byte[0]), 1, Key.of(1), Key.of(1));
        assertThat(cut.endsAfter(child, 0, 1)).isFalse();
        assertThat(cut.endsAfter(child, 0, 40)).isTrue();
        assertThatThrownBy(() -> new NodeCut(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void check(TableRoot root, TreeMap<Long, Integer> rows) {
        TableRoot atOnce = written(rows);
        assertThat(root.id()).isEqualTo(atOnce.id());
        assertThat(root.rows()).isEqualTo(rows.size());
        assertThat(new StoredTable(reader(root)).collect()).isEqualTo(table(rows));
    }

    private TableRoot written(TreeMap<Long, Integer> rows) {
        TableWriter writer = new TableWriter(SCHEMA, 0, core.shape(), objects, task);
        writer.add(table(rows));
        return writer.finish();
    }

    private TableReader reader(TableRoot root) {
        return new TableReader(objects, root);
    }

    private List<Child> leaves(TableRoot root) {
        List<Child> leaves = new ArrayList<>();
        TreeCursor cursor = new TreeCursor(reader(root));
        for (cursor.toLeaf(); !cursor.atEnd(); cursor.toLeaf()) {
            leaves.add(cursor.current());
            cursor.next();
        }
        return leaves;
    }

    private static Columns table(Map<Long, Integer> rows) {
        TreeMap<Long, Integer> sorted = new TreeMap<>(rows);
        return Columns.of(
                SCHEMA,
                List.of(
                        LongVector.of(sorted.keySet().stream().mapToLong(k -> k).toArray()),
                        IntVector.of(sorted.values().stream().mapToInt(v -> v).toArray())));
    }

    /** In blocks of a few rows, puts and removals mixed. */
    private static EditBlock.Source edits(TreeMap<Long, Integer> puts, TreeMap<Long, Integer> removals) {
        TreeMap<Long, Integer> all = new TreeMap<>(puts);
        all.putAll(removals);
        List<Long> keys = new ArrayList<>(all.keySet());
        int[] next = {0};
        return () -> {
            if (next[0] == keys.size()) {
                return null;
            }
            List<Long> part = keys.subList(next[0], Math.min(next[0] + 5, keys.size()));
            next[0] += part.size();
            BitSet removed = new BitSet();
            TreeMap<Long, Integer> rows = new TreeMap<>();
            for (int i = 0; i < part.size(); i++) {
                removed.set(i, removals.containsKey(part.get(i)));
                rows.put(part.get(i), all.get(part.get(i)));
            }
            return new EditBlock(table(rows), removed);
        };
    }

    /** The definition: level by level over lists. */
    private static final class NaiveTree {
        private int height;
        private Child top;

        static NaiveTree of(List<Child> leaves, NodeCut cut) {
            NaiveTree tree = new NaiveTree();
            List<Child> level = leaves;
            while (level.size() > 1) {
                List<Child> above = new ArrayList<>();
                List<Child> node = new ArrayList<>();
                for (int i = 0; i < level.size(); i++) {
                    node.add(level.get(i));
                    if (cut.endsAfter(level.get(i), tree.height, node.size()) || i == level.size() - 1) {
                        long rows = node.stream().mapToLong(Child::rows).sum();
                        byte[] bytes = new TreeNode(tree.height + 1, node).encode();
                        Digest id = StoredObject.idOf(ObjectKind.TREE_NODE, bytes);
                        above.add(new Child(
                                id,
                                rows,
                                node.get(0).first(),
                                node.get(node.size() - 1).last()));
                        node = new ArrayList<>();
                    }
                }
                level = above;
                tree.height++;
            }
            tree.top = level.isEmpty() ? null : level.get(0);
            return tree;
        }
    }
}
