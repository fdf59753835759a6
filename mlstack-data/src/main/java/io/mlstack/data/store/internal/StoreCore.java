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

    /** What this code writes and reads; a new store adds the rows of a leaf. */
    public static final StoreFormat FORMAT =
            new StoreFormat("mlstack-datasets", 1, List.of("numbered-refs", "packs"), Map.of());

    private static final String LEAF_ROWS = "leafRows";

    /** Below here lie the histories of the data sets, each under its name. */
    public static final String DATASETS = "refs/datasets/";

    private static final String TAGS = "refs/tags/";

    private final BlobStore blobs;
    private final LeafCut cut;
    private final Packs packs;
    private final ConcurrentMap<String, History> histories = new ConcurrentHashMap<>();

    private StoreCore(BlobStore blobs, LeafCut cut) {
        this.blobs = blobs;
        this.cut = cut;
        this.packs = new Packs(blobs);
    }

    /**
     * Opens the store in {@code blobs}, or creates one where there is nothing.
     *
     * @param cut for a new store; an existing one keeps its own
     * @throws io.mlstack.api.error.InvalidInputException if there is something else
     */
    public static StoreCore open(BlobStore blobs, LeafCut cut) {
        StoreFormat wanted = new StoreFormat(
                FORMAT.kind(), FORMAT.version(), FORMAT.features(), Map.of(LEAF_ROWS, (long) cut.target()));
        return new StoreCore(
                blobs, new LeafCut(Math.toIntExact(wanted.openOrCreate(blobs).setting(LEAF_ROWS))));
    }

    /** Where the bytes are. */
    public BlobStore blobs() {
        return blobs;
    }

    LeafCut cut() {
        return cut;
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

    /** The schema and the leaves of a version. */
    public TableRoot table(Digest id) {
        return TableRoot.decode(packs.read(ObjectKind.TABLE, id), packs.place(ObjectKind.TABLE, id));
    }

    TableReader reader(TableRoot root) {
        return new TableReader(packs, root);
    }
}
