package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.StoreFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What the parts of an open store share. Thread-safe. */
public final class StoreCore {

    /** What this code writes and reads; a new store adds how it cuts tables. */
    public static final StoreFormat FORMAT =
            new StoreFormat("mlstack-datasets", 1, List.of("numbered-refs", "packs", "sketches", "trees"), Map.of());

    private static final String LEAF_ROWS = "leafRows";
    private static final String FAN_OUT = "fanOut";

    /** Below here lie the histories of the data sets, each under its name. */
    public static final String DATASETS = "refs/datasets/";

    private static final String TAGS = "refs/tags/";

    private final BlobStore blobs;
    private final TreeShape shape;
    private final Packs packs;
    private final ConcurrentMap<String, History> histories = new ConcurrentHashMap<>();

    private StoreCore(BlobStore blobs, TreeShape shape) {
        this.blobs = blobs;
        this.shape = shape;
        this.packs = new Packs(blobs);
    }

    /**
     * Opens the store in {@code blobs}, or creates one where there is nothing.
     *
     * @param shape for a new store; an existing one keeps its own
     * @throws io.mlstack.api.error.InvalidInputException if there is something else
     */
    public static StoreCore open(BlobStore blobs, TreeShape shape) {
        StoreFormat wanted = new StoreFormat(
                FORMAT.kind(),
                FORMAT.version(),
                FORMAT.features(),
                Map.of(
                        LEAF_ROWS, (long) shape.leaves().target(),
                        FAN_OUT, (long) shape.nodes().target()));
        StoreFormat found = wanted.openOrCreate(blobs);
        return new StoreCore(
                blobs,
                new TreeShape(
                        new LeafCut(Math.toIntExact(found.setting(LEAF_ROWS))),
                        new NodeCut(Math.toIntExact(found.setting(FAN_OUT)))));
    }

    /** Where the bytes are. */
    public BlobStore blobs() {
        return blobs;
    }

    TreeShape shape() {
        return shape;
    }

    Scratch scratch() {
        return Scratch.in(blobs);
    }

    Packs packs() {
        return packs;
    }

    /** The versions of a data set, which need not exist yet. */
    public History history(String dataset) {
        return histories.computeIfAbsent(dataset, name -> new History(blobs, packs, DATASETS + name));
    }

    /** The versions that a tag of a data set meant: one, for tags do not move. */
    public History tag(String dataset, String tag) {
        return new History(blobs, packs, tagPrefix(dataset) + tag);
    }

    /** Below here lie the tags of a data set, each under its name. */
    public static String tagPrefix(String dataset) {
        return TAGS + dataset + "/";
    }

    /** The schema and the tree of a version. */
    public TableRoot table(Digest id) {
        return TableRoot.decode(packs.read(ObjectKind.TABLE, id), packs.place(ObjectKind.TABLE, id));
    }

    TableReader reader(TableRoot root) {
        return new TableReader(packs, root);
    }
}
