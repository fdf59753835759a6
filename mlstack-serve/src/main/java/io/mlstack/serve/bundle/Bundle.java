package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.problem.Problem;
import io.mlstack.serve.predict.Predictor;
import io.mlstack.serve.predict.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * A model in one file (by custom {@code .mlb}): its graph and weights, the problem it answers, golden examples and a card.
 *
 * <p>The file is a strict subset of ZIP with every entry stored, so {@code unzip -l} shows it; nothing is ever unpacked.
 * Reading checks, in this order, the limits and layout of the file, the manifest, the digest of every entry, the graph, and
 * that the golden inputs still give the golden outputs. Bytes that pass are immutable content: {@link #id} is the SHA-256 of
 * the manifest, which holds the digests of all other entries, so equal content has an equal id on every machine.
 *
 * <p>Immutable, on the heap, safe to share between threads; nothing has to be closed.
 *
 * <pre>{@code
 * Bundle bundle = Bundle.open(Path.of("biopsy-triage.mlb"));
 * Predictor<Biopsy, Triage> predictor = bundle.predictor(Biopsy.class, Triage.class);
 * }</pre>
 */
public final class Bundle {

    /** The file format that this version writes. */
    public static final int FORMAT = 1;

    private final byte[] bytes;
    private final Manifest manifest;
    private final Digest id;
    private final ModelGraph graph;
    private final Optional<Problem> problem;
    private final String card;
    private final Scorer scorer;

    Bundle(
            byte[] bytes,
            Manifest manifest,
            Digest id,
            ModelGraph graph,
            Optional<Problem> problem,
            String card,
            Scorer scorer) {
        this.bytes = bytes;
        this.manifest = manifest;
        this.id = id;
        this.graph = graph;
        this.problem = problem;
        this.card = card;
        this.scorer = scorer;
    }

    /**
     * Starts a bundle around a graph.
     *
     * @param name name of the model, as {@link io.mlstack.api.model.ModelName} allows
     * @throws io.mlstack.api.error.InvalidInputException if it is none
     */
    public static BundleBuilder builder(String name, ModelGraph graph) {
        return new BundleBuilder(name, graph);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle open(Path file) throws IOException {
        long size = Files.size(file);
        if (size > ZipFormat.MAX_BYTES) {
            throw tooLarge(String.valueOf(file.getFileName()), size);
        }
        return read(Files.readAllBytes(file), String.valueOf(file.getFileName()));
    }

    /**
     * Reads a stream to its end; the caller closes it.
     *
     * @throws IOException if the stream cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) ZipFormat.MAX_BYTES + 1);
        if (bytes.length > ZipFormat.MAX_BYTES) {
            throw tooLarge("stream", bytes.length);
        }
        return read(bytes, "stream");
    }

    /**
     * Reads a class-path resource, also from within an executable jar.
     *
     * @param anchor a class of the jar or module that holds the resource
     * @param name as {@link Class#getResourceAsStream} takes it
     * @throws IOException if there is no such resource or it cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle resource(Class<?> anchor, String name) throws IOException {
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                throw new java.io.FileNotFoundException("no resource \"" + name + "\" beside " + anchor.getName()
                        + "; a name that begins with / is taken from the root of the class path");
            }
            return read(in);
        }
    }

    /**
     * Reads bytes in memory.
     *
     * @param source what to call them in error messages
     * @throws BundleRejectedException if they fail a check
     */
    public static Bundle read(byte[] bytes, String source) {
        return new BundleReader(source, bytes.clone()).read();
    }

    /** SHA-256 of the manifest: the identity of all content. */
    public Digest id() {
        return id;
    }

    /** Name of the model. */
    public String name() {
        return manifest.name();
    }

    /** The nodes and learned numbers that {@link #scorer} computes with. */
    public ModelGraph graph() {
        return graph;
    }

    /** The problem that the model answers, where it was packed with one. */
    public Optional<Problem> problem() {
        return problem;
    }

    /** The model card in Markdown; may be empty. */
    public String card() {
        return card;
    }

    /** Where the model comes from: data, specification, seed; as the maker stated it. */
    public Json.Obj lineage() {
        return manifest.lineage();
    }

    /** Who made the golden outputs that were checked when this bundle was read. */
    public GoldenOrigin goldens() {
        return manifest.goldens().origin();
    }

    /**
     * How near the golden outputs that the trainer made are to what this bundle scores, by output column; empty where there
     * are none.
     */
    public SortedMap<String, Tolerance> tolerances() {
        return manifest.goldens().outputs();
    }

    /** What trained an imported model; empty for one that mlstack trained. */
    public Optional<String> trainer() {
        return manifest.trainer().isEmpty() ? Optional.empty() : Optional.of(manifest.trainer());
    }

    /** Names and sizes in bytes of all entries, sorted by name. */
    public SortedMap<String, Integer> entries() {
        return manifest.sizes();
    }

    /** Size of the file in bytes. */
    public int size() {
        return bytes.length;
    }

    /** The compiled model, for numbers and columns; shared by all callers. */
    public Scorer scorer() {
        return scorer;
    }

    /**
     * The model behind record types, bound once.
     *
     * @throws io.mlstack.serve.predict.BindingException with every component that fits no column, every column that must not
     *     be missing and has no component, and every type that does not fit
     */
    public <I extends Record, O extends Record> Predictor<I, O> predictor(Class<I> input, Class<O> output) {
        return Predictor.of(scorer, id.hex(), input, output);
    }

    /** A copy of the file. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Writes the file: beside its name first, forced to the disk, then moved into place, so that nobody reads half of it.
     * It gets the rights of any file that this process makes.
     *
     * @throws IOException if that fails; an older file of that name is then untouched
     */
    public void writeTo(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        // Not createTempFile: its files are readable by their owner only, and a server runs as somebody else.
        Path staged = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel out = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(staged, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle bundle && id.equals(bundle.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** {@code bundle biopsy-triage 1f3a9c027d5e (14.2 KiB, 6 entries, goldens: by its own scorer)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "bundle %s %s (%.1f KiB, %d entries, goldens: %s)",
                name(),
                id.shortHex(12),
                size() / 1024.0,
                entries().size(),
                manifest.proof());
    }

    /** A table of the entries for notebooks. */
    public String html() {
        return "<p>" + Html.escape(toString()) + "</p>"
                + Html.table(
                        List.of("entry", "bytes"),
                        entries().entrySet().stream()
                                .map(e -> List.of(e.getKey(), e.getValue().toString()))
                                .toList());
    }

    private static BundleRejectedException tooLarge(String source, long size) {
        return BundleRejectedException.of(
                "bundle.too-large",
                source,
                size + " bytes, at most " + ZipFormat.MAX_BYTES + " are read",
                "check that this is the file you mean");
    }
}
