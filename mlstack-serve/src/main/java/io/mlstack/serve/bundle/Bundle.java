package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.problem.Problem;
import io.mlstack.serve.predict.Predictor;
import io.mlstack.serve.predict.Scorer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A model in one file (by custom {@code .mlb}): its graph and weights, the problem it answers, golden examples and a card.
 *
 * <p>The file is a strict subset of ZIP with every entry stored, so {@code unzip -l} shows it; nothing is ever unpacked.
 * Reading checks, in this order, the limits and layout of the file, the manifest, its signatures as far as {@link Trust} asks
 * for them, the digest of every entry, the graph, and that the golden inputs still give the golden outputs. A file that fails
 * is read no further, and nothing is allocated for what it only claims to hold. Bytes that pass are immutable content: {@link #id} is the SHA-256 of
 * the manifest, which holds the digests of all other entries, so equal content has an equal id on every machine,
 * signed or not.
 *
 * <p>Entries: {@code manifest.json}; {@code graph.json}, which also holds the schema of the inputs and the columns of the
 * outputs, so that nodes and schema cannot disagree; {@code weights/model.safetensors}; {@code problem.json}, goldens, reference
 * sketches, card and signatures where there are any.
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

    private final Contents contents;
    private final Manifest manifest;
    private final Signatures signatures;
    private final Digest id;
    private final ModelGraph graph;
    private final Optional<Problem> problem;
    private final String card;
    private final Optional<Reference> reference;
    private final Scorer scorer;

    Bundle(
            Contents contents,
            Manifest manifest,
            Signatures signatures,
            ModelGraph graph,
            Optional<Problem> problem,
            String card,
            Optional<Reference> reference,
            Scorer scorer) {
        this.contents = contents;
        this.manifest = manifest;
        this.signatures = signatures;
        this.id = contents.digest(Manifest.NAME);
        this.graph = graph;
        this.problem = problem;
        this.card = card;
        this.reference = reference;
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
     * Reads a file, whoever signed it; as {@link #open(Path, Trust)} with {@link Trust#off}.
     *
     * @throws IOException if the file cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle open(Path file) throws IOException {
        return open(file, Trust.off());
    }

    /**
     * Reads a file, once, and closes it; nothing of it stays open or mapped. A file that {@link #writeGzip} wrote is expanded
     * in memory, up to {@value Gzip#MAX_RATIO} times its size.
     *
     * @throws IOException if the file cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle open(Path file, Trust trust) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return BundleReader.read(BundleSource.of(String.valueOf(file.getFileName()), channel), trust);
        }
    }

    /**
     * Reads a stream to its end, whoever signed the bundle; the caller closes it.
     *
     * @throws IOException if the stream cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle read(InputStream in) throws IOException {
        return read(in, Trust.off());
    }

    /** As {@link #read(InputStream)}, and checks signatures. */
    public static Bundle read(InputStream in, Trust trust) throws IOException {
        return BundleReader.read(BundleSource.of("stream", in), trust);
    }

    /**
     * Reads a class-path resource, also from within an executable jar, whoever signed the bundle.
     *
     * @param anchor a class of the jar or module that holds the resource
     * @param name as {@link Class#getResourceAsStream} takes it
     * @throws IOException if there is no such resource or it cannot be read
     * @throws BundleRejectedException if it fails a check
     */
    public static Bundle resource(Class<?> anchor, String name) throws IOException {
        return resource(anchor, name, Trust.off());
    }

    /** As {@link #resource(Class, String)}, and checks signatures. */
    public static Bundle resource(Class<?> anchor, String name, Trust trust) throws IOException {
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("no resource \"" + name + "\" beside " + anchor.getName()
                        + "; a name that begins with / is taken from the root of the class path");
            }
            return BundleReader.read(BundleSource.of(name, in), trust);
        }
    }

    /**
     * Reads bytes in memory, whoever signed the bundle.
     *
     * @param source what to call them in error messages
     * @throws BundleRejectedException if they fail a check
     */
    public static Bundle read(byte[] bytes, String source) {
        return read(bytes.clone(), source, Trust.off());
    }

    /** As {@link #read(byte[], String)}, and checks signatures. The bytes must not change until it returns. */
    public static Bundle read(byte[] bytes, String source, Trust trust) {
        try {
            return BundleReader.read(BundleSource.of(source, bytes), trust);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
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

    /** What the rows that the model was made with looked like, where it was packed with them. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** Where the model comes from: data, specification, seed; as the maker stated it. */
    public Json.Obj lineage() {
        return manifest.lineage();
    }

    /** Under which licence the model may be used, as its maker stated it. */
    public Optional<String> licence() {
        return manifest.licence().isEmpty() ? Optional.empty() : Optional.of(manifest.licence());
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

    /** Names and sizes in bytes of all entries that the manifest lists, sorted by name. */
    public SortedMap<String, Integer> entries() {
        return manifest.sizes();
    }

    /** Size of the file in bytes. */
    public int size() {
        return (int) contents.size();
    }

    /** The signatures that the bundle carries, in the order of their keys; verified only as far as {@link Trust} asked. */
    public List<BundleSignature> signatures() {
        return signatures.list();
    }

    /**
     * Whether the owner of a key has signed this bundle: a signature of that key is there and holds.
     *
     * @throws io.mlstack.api.error.InvalidInputException if it is no sound Ed25519 key
     */
    public boolean signedBy(PublicKey key) {
        BundleSignature signature = signatures.byKey().get(Trust.keyId(key));
        return signature != null && Trust.verify(signature, contents.bytes(Manifest.NAME));
    }

    /**
     * This bundle, if its signatures are what {@code trust} asks for.
     *
     * @throws BundleRejectedException if they are not
     */
    public Bundle require(Trust trust) {
        trust.check(signatures, contents.bytes(Manifest.NAME), "bundle " + name() + "!" + Signatures.NAME);
        return this;
    }

    /**
     * This bundle with a signature by that pair of keys beside those it has. The id stays what it is.
     *
     * @param keys for Ed25519
     * @throws io.mlstack.api.error.InvalidInputException if they are not, or do not belong together
     */
    public Bundle sign(KeyPair keys) {
        Signatures more = signatures.with(Ed25519.sign(keys, contents.bytes(Manifest.NAME)));
        return new Bundle(
                contents.with(Signatures.NAME, more.toJson().canonicalBytes()),
                manifest,
                more,
                graph,
                problem,
                card,
                reference,
                scorer);
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

    /** What is different in {@code other}: schemas, nodes, learned numbers, problem, card, goldens, signatures. */
    public BundleDiff diff(Bundle other) {
        return DiffFinder.between(this, other);
    }

    String proof() {
        return manifest.proof();
    }

    SortedMap<String, Manifest.Part> parts() {
        return manifest.parts();
    }

    /** The file, byte for byte as it was read or packed. */
    public byte[] toBytes() {
        return contents.toBytes();
    }

    /**
     * Writes the file: beside its name first, forced to the disk, then moved into place, so that nobody reads half of it.
     * It gets the rights of any file that this process makes.
     *
     * @throws IOException if that fails; an older file of that name is then untouched
     */
    public void writeTo(Path file) throws IOException {
        WholeFile.write(file, contents::writeTo);
    }

    /**
     * Writes the file compressed, by custom as {@code .mlb.gz}, for transport; as {@link #writeTo} does. What reads bundles
     * reads it as well, but slower. Equal bundles give equal bytes on one JDK; between JDKs the compression may differ.
     *
     * @throws IOException if that fails; an older file of that name is then untouched
     */
    public void writeGzip(Path file) throws IOException {
        WholeFile.write(file, out -> Gzip.write(contents, out));
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
                "bundle %s %s (%.1f KiB, %d entries, goldens: %s%s)",
                name(),
                id.shortHex(12),
                size() / 1024.0,
                entries().size(),
                manifest.proof(),
                signatures.words());
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
}
