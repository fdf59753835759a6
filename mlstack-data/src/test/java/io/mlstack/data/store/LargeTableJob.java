package io.mlstack.data.store;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A process of its own, so that its heap is bounded: commits a table, edits a thousand rows, compares, and says how it went. */
final class LargeTableJob {

    private static final int EDITS = 1000;

    private LargeTableJob() {}

    /** @param args folder, rows, stride */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        long rows = Long.parseLong(args[1]);
        Dataset dataset = DatasetStore.open(folder).dataset("large").keyedBy("id");
        long start = System.nanoTime();
        Snapshot before = dataset.commit(new LargeTable(rows, Long.parseLong(args[2])), "");
        say("commit.s", seconds(start));
        long size = size(folder);
        say("size", size);

        Schema schema = LargeTable.SCHEMA.select(List.of("id", "f2"));
        Columns.Builder cells = Columns.builder(schema);
        Random random = new Random(1);
        TreeSet<Long> keys = new TreeSet<>();
        while (keys.size() < EDITS) {
            keys.add(random.nextLong(rows));
        }
        keys.forEach(key -> cells.row(key, -1.5));
        start = System.nanoTime();
        Snapshot after = dataset.update(cells.build(), "");
        say("edits.s", seconds(start));
        say("growth", size(folder) - size);

        for (int i = 0; i < 3; i++) {
            start = System.nanoTime();
            say("changed", before.diff(after).changed().size());
            say("diff.s", seconds(start));
        }
        start = System.nanoTime();
        say("rows", scan(before) + scan(after));
        say("scan.s", seconds(start));
        say("table", before.tableId());
    }

    private static long scan(Snapshot snapshot) {
        long rows = 0;
        try (Blocks blocks = snapshot.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                rows += block.rows();
            }
        }
        return rows;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String what, Object value) {
        System.out.println(what + " " + value);
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
