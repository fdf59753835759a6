package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile file costs before it is refused: bytes read and bytes allocated are counted. */
class HostileFileTest {

    /** End record, directory and manifest of a bundle of these tests, and what the reader itself needs around them. */
    private static final int LITTLE = 256 << 10;

    private static final byte[] PETS = PetModel.bundle(.5).toBytes();

    /** Classes load and strings are interned on the first use. */
    @BeforeAll
    static void warmUp() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Bundle.read(Arrays.copyOf(PETS, PETS.length - 1), "x"));
            assertThat(Bundle.read(PETS, "x")).isNotNull();
            byte[] bad = PETS.clone();
            bad[PETS.length - 30] ^= 1;
            assertThatThrownBy(() -> Bundle.read(bad, "x"));
        }
    }

    @Test
    void aSparseFileOfTwoGigabytesIsNotRead(@TempDir Path folder) throws IOException {
        Path file = sparse(folder, 2L << 30, 0xffff);
        long before = Allocation.ofThisThread();

        assertThatThrownBy(() -> Bundle.open(file))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContainingAll("sparse.mlb", "at most");
        assertThat(Allocation.ofThisThread() - before).isLessThan(LITTLE);
    }

    @Test
    void aSparseFileOfThePermittedSizeThatClaimsTooManyEntriesIsNotReadEither(@TempDir Path folder) throws IOException {
        Path file = sparse(folder, ZipFormat.MAX_BYTES, 0xffff);
        try (FileChannel channel = FileChannel.open(file)) {
            assertRefused(
                    new Counting(new BundleSource.OfFile("x", channel)), ZipFormat.END_RECORD, "claims 65535 entries");
        }
    }

    /** A ZIP64 file says 65,535 in its end record and the truth before it (APPNOTE 4.3.14 and 4.3.15). */
    @Test
    void aMillionEntriesAreRefusedByTheirNumber() {
        ByteBuffer file = ByteBuffer.allocate(56 + 20 + ZipFormat.END_RECORD).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putLong(0);
        file.putLong(1_000_000).putLong(1_000_000).putLong(52_000_000).putLong(38_000_000);
        file.putInt(0x07064b50).putInt(0).putLong(90_000_000).putInt(1);
        file.put(ZipMember.endRecord(0xffff, -1, -1));

        assertRefused(new Counting(file.array()), ZipFormat.END_RECORD, "claims 65535 entries");
    }

    @Test
    void lyingDirectoriesAreRefusedByTheEndRecord() {
        int end = PETS.length - ZipFormat.END_RECORD;
        assertRefusedAfterEnd(end + 12, 4, -1, "claims a directory of 4294967295 bytes");
        assertRefusedAfterEnd(end + 12, 4, PETS.length, "claims a directory");
        assertRefusedAfterEnd(end + 16, 4, -1, "another place");
        assertRefusedAfterEnd(end + 16, 4, 0, "another place");
        assertRefusedAfterEnd(end + 20, 2, 1, "a comment");
        assertRefusedAfterEnd(end + 4, 2, 1, "a second disk");
        assertRefusedAfterEnd(end + 8, 2, 0xffff, "a second disk");
        assertRefusedAfterEnd(end + 10, 2, 0xffff, "claims 65535 entries");
        assertRefusedAfterEnd(end, 4, 0x06064b50, "no end record");
    }

    @Test
    void zip64SizesOverlapsHolesAndCompressionAreRefusedByTheDirectory() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        assertDirectoryRefused(entries, 24, 4, -1, "golden/inputs.safetensors", "sizes");
        assertDirectoryRefused(entries, 20, 4, -1, "golden/inputs.safetensors", "two sizes");
        assertDirectoryRefused(entries, 42, 4, 64, "golden/inputs.safetensors", "overlap or leave a hole");
        assertDirectoryRefused(entries, 42, 4, -1, "golden/inputs.safetensors", "overlap or leave a hole");
        assertDirectoryRefused(entries, 10, 2, 8, "golden/inputs.safetensors", "compression");
        assertDirectoryRefused(entries, 8, 2, 1, "golden/inputs.safetensors", "encryption");
        assertDirectoryRefused(entries, 8, 2, 8, "golden/inputs.safetensors", "data descriptor");
        assertDirectoryRefused(entries, 30, 2, 20, "golden/inputs.safetensors", "extra field");
        assertDirectoryRefused(entries, 28, 2, 0xffff, "directory entry 1", "a name of 65535 bytes");
        assertDirectoryRefused(entries, 38, 4, 0xa1ff0000, "golden/inputs.safetensors", "external attributes");
    }

    @Test
    void anEntryThatClaimsToReachBeyondTheFileIsRefused() {
        byte[] file = PETS.clone();
        int central = directory(file);
        little(file).putInt(central + 20, 0x3fffffff).putInt(central + 24, 0x3fffffff);

        assertRefused(new Counting(file), afterDirectory(), "golden/inputs.safetensors", "reaches beyond");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        SortedMap<String, byte[]> entries = new TreeMap<>(BundleFiles.entries(PETS));
        byte[] graph = entries.remove("graph.json");
        entries.put("graph.jso1", graph);
        entries.put("graph.jso2", graph);
        byte[] file =
                replace(replace(BundleFiles.zip(entries), "graph.jso1", "graph.json"), "graph.jso2", "graph.json");

        assertRefused(new Counting(file), afterDirectory() + 256, "!graph.json", "names repeat");
    }

    @Test
    void namesOfOtherSystemsAreRefusedByTheDirectory() {
        for (String name : new String[] {
            "/etc/passwd",
            "../../evil",
            "a/../../b",
            "c:/windows",
            "c:evil",
            "\\\\host\\share",
            "a\\b",
            "CON ",
            "a\u0001b"
        }) {
            SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
            entries.put(name, new byte[1]);
            assertRefused(new Counting(BundleFiles.zip(entries)), afterDirectory() + 512, "which no entry may have");
        }
    }

    @Test
    void aDeflatedBombIsRefusedUnread() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("graph.json"));
            for (int i = 0; i < 32; i++) {
                zip.write(new byte[1 << 20]);
            }
        }

        assertRefused(new Counting(out.toByteArray()), 512, "graph.json", "maker");
    }

    @Test
    void aLocalHeaderThatDiffersIsRefusedBeforeItsDataAreRead() {
        byte[] file = PETS.clone();
        int weights = 0;
        for (int at : new int[] {4, 6, 8, 10, 12, 14, 18, 22, 26, 28, 30}) {
            byte[] changed = file.clone();
            changed[weights + at] ^= 1;
            assertRefused(
                    new Counting(changed),
                    PETS.length,
                    "golden/inputs.safetensors",
                    "local header and directory differ");
        }
    }

    @Test
    void bytesBeforeAndBehindAreRefusedByTheEndRecord() {
        byte[] prefixed = new byte[PETS.length + 1000];
        System.arraycopy(PETS, 0, prefixed, 1000, PETS.length);
        assertRefused(new Counting(prefixed), ZipFormat.END_RECORD, "another place for the directory");
        assertRefused(new Counting(Arrays.copyOf(PETS, PETS.length + 1000)), ZipFormat.END_RECORD, "something follows");
        assertRefused(new Counting(new byte[0]), 0, "shorter than any bundle");
        assertRefused(new Counting(new byte[ZipFormat.END_RECORD]), ZipFormat.END_RECORD, "no end record");
    }

    @Test
    void aLargeEntryThatTheManifestDoesNotKnowIsNeverRead() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        entries.put("zzz.bin", new byte[32 << 20]);
        assertRefused(new Counting(BundleFiles.zip(entries)), afterManifest() + 512, "zzz.bin", "not listed");

        entries = BundleFiles.entries(PETS);
        entries.put("weights/model.safetensors", new byte[32 << 20]);
        assertRefused(
                new Counting(BundleFiles.zip(entries)),
                afterManifest() + 512,
                "weights/model.safetensors",
                "its size in the manifest is");
    }

    @Test
    void aManifestOrSignaturesThatAreTooLargeAreNotRead() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        entries.put(Manifest.NAME, new byte[5 << 20]);
        assertRefused(new Counting(BundleFiles.zip(entries)), afterDirectory() + 512, "manifest.json", "at most");

        entries = BundleFiles.entries(PETS);
        entries.put(Signatures.NAME, new byte[1 << 20]);
        assertRefused(new Counting(BundleFiles.zip(entries)), afterManifest() + 512, "signatures.json", "at most");
    }

    @Test
    void jsonThatNestsAHundredThousandTimesIsRefused() {
        for (String name : new String[] {"graph.json", "problem.json"}) {
            SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
            entries.put(name, "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
            Manifest manifest = Manifest.read("x", entries.get(Manifest.NAME));
            BundleFiles.seal(manifest, entries);
            assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x"))
                    .isInstanceOf(BundleRejectedException.class)
                    .hasMessageContaining("x!" + name);
        }
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        entries.put(Manifest.NAME, "{\"a\":".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("x!manifest.json");
    }

    /** The header speaks of gigabytes, the entry has a few bytes: nothing is allocated for what is only claimed. */
    @Test
    void tensorsThatAreOnlyClaimedAreNotAllocated() throws IOException {
        for (String header : new String[] {
            "{\"a\":{\"data_offsets\":[0,4000000000],\"dtype\":\"F32\",\"shape\":[1000000000]}}",
            "{\"a\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[1000000000]}}",
            "{\"a\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[65536,65536]}}",
            "{\"a\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647,4]}}",
            "{\"a\":{\"data_offsets\":[0,8],\"dtype\":\"U8\",\"shape\":[8]},"
                    + "\"b\":{\"data_offsets\":[0,8],\"dtype\":\"U8\",\"shape\":[8]}}",
            "{\"a\":{\"data_offsets\":[-9007199254740991,9007199254740991],\"dtype\":\"F32\",\"shape\":[1]}}"
        }) {
            SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
            byte[] text = header.getBytes(StandardCharsets.US_ASCII);
            entries.put(
                    "weights/model.safetensors",
                    ByteBuffer.allocate(16 + text.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(text.length)
                            .put(text)
                            .array());
            BundleFiles.seal(Manifest.read("x", entries.get(Manifest.NAME)), entries);
            Counting source = new Counting(BundleFiles.zip(entries));
            assertRefused(source, (int) source.size(), "weights/model.safetensors");
        }
    }

    @Test
    void aModelWithNodesOfALaterVersionIsRefusedByItsManifestAndTheyAreNamed() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        entries.put(
                Manifest.NAME,
                new String(entries.get(Manifest.NAME), StandardCharsets.UTF_8)
                        .replace("\"nodes\":[\"concat\"", "\"nodes\":[\"concat\",\"crystal-ball\"")
                        .getBytes(StandardCharsets.UTF_8));

        assertRefused(
                new Counting(BundleFiles.zip(entries)),
                afterManifest() + 512,
                "x!manifest.json",
                "needs the nodes [crystal-ball]",
                "upgrade");
    }

    @Test
    void aDamagedEntryIsToldAsDamagedEvenIfItIsMalformedToo() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        byte[] weights = entries.get("weights/model.safetensors").clone();
        weights[9] = 'x';
        entries.put("weights/model.safetensors", weights);

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x"))
                .hasMessageContainingAll("x!weights/model.safetensors", "SHA-256");
    }

    @Test
    void aFileThatIsReadIsReadOnce() throws IOException {
        Counting source = new Counting(PETS);
        BundleReader.read(source, Trust.off());

        assertThat(source.read).isLessThanOrEqualTo(PETS.length);
    }

    private static void assertRefusedAfterEnd(int at, int width, int value, String expected) {
        byte[] file = PETS.clone();
        put(file, at, width, value);
        assertRefused(new Counting(file), ZipFormat.END_RECORD, "end of the file", expected);
    }

    /** Puts a number into the first header of the directory. */
    private static void assertDirectoryRefused(
            Map<String, byte[]> entries, int at, int width, int value, String... expected) {
        byte[] file = BundleFiles.zip(entries);
        put(file, directory(file) + at, width, value);
        assertRefused(new Counting(file), afterDirectory(), expected);
    }

    /** Refused with a message that holds all of {@code expected}, after at most so many bytes and little memory. */
    private static void assertRefused(Counting source, int most, String... expected) {
        long before = Allocation.ofThisThread();
        assertThatThrownBy(() -> BundleReader.read(source, Trust.off()))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageStartingWith("x")
                .hasMessageContainingAll(expected);
        long allocated = Allocation.ofThisThread() - before;

        assertThat(source.read).isLessThanOrEqualTo(most);
        assertThat(allocated).isLessThan(4 * LITTLE);
    }

    private static int afterDirectory() {
        return PETS.length - directory(PETS);
    }

    private static int afterManifest() {
        return afterDirectory() + BundleFiles.entries(PETS).get(Manifest.NAME).length + 128;
    }

    private static int directory(byte[] file) {
        return little(file).getInt(file.length - ZipFormat.END_RECORD + 16);
    }

    private static void put(byte[] file, int at, int width, int value) {
        if (width == 2) {
            little(file).putShort(at, (short) value);
        } else {
            little(file).putInt(at, value);
        }
    }

    private static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] replace(byte[] file, String from, String to) {
        return new String(file, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Path sparse(Path folder, long size, int count) throws IOException {
        Path file = folder.resolve("sparse.mlb");
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.write(ZipMember.endRecord(count, 0, size - ZipFormat.END_RECORD), size - ZipFormat.END_RECORD);
        }
        return file;
    }

    /** Counts the bytes that are asked for. */
    private static final class Counting implements BundleSource {
        private final BundleSource source;
        private long read;

        Counting(byte[] file) {
            this(new BundleSource.OfArray("x", file));
        }

        Counting(BundleSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long size() throws IOException {
            return source.size();
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            read += into.remaining();
            source.read(position, into);
        }
    }
}
