package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Inputs that began as bundles and were mutated: each is refused as a bundle or is the bundle it says it is. Nothing hangs,
 * runs out of memory or throws anything else, and nothing is written.
 *
 * <p>Mutations are a function of the number of the input, so a failure names its input. Half of the inputs are sealed again
 * after the mutation, with digests and checksums that agree, so that they get past those.
 */
class FuzzTest {

    private static final int SAMPLE = 2_000;
    private static final int SOAK = 100_000;

    /** Many times what an input needs: a hang is minutes, a garbage collection beside other builds a second. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final byte[] PETS = PetModel.bundle(.5).toBytes();
    private static final byte[] WEIGHTS = BundleFiles.safetensors(Map.of(
            "a", Tensor.of(new float[] {1, 2, 3}, 3),
            "b", Tensor.of(new double[] {1, Double.NaN}, 1, 2),
            "c", Tensor.of(new byte[] {1, 2, 3, 4, 5, 6}, 2, 3),
            "d", Tensor.of(new long[] {7}, 1)));

    @Test
    void bundles() throws Exception {
        bundles(0, SAMPLE);
    }

    @Test
    void manifests() {
        manifests(0, SAMPLE);
    }

    @Test
    void safetensors() {
        safetensors(0, SAMPLE);
    }

    @Test
    void gzippedBundles() throws Exception {
        gzipped(0, SAMPLE);
    }

    @Test
    @Tag("soak")
    @Timeout(3600)
    void aHundredThousandOfEach() throws Exception {
        bundles(SAMPLE, SAMPLE + SOAK);
        manifests(SAMPLE, SAMPLE + SOAK);
        safetensors(SAMPLE, SAMPLE + SOAK);
        gzipped(SAMPLE, SAMPLE + SOAK);
    }

    private static void bundles(int from, int to) throws Exception {
        SortedMap<String, byte[]> entries = BundleFiles.entries(PETS);
        List<String> names = new ArrayList<>(entries.keySet());
        Manifest manifest = Manifest.read("x", entries.get(Manifest.NAME));
        List<Path> before = files();
        Tally tally = new Tally("bundles");
        for (int i = from; i < to; i++) {
            SplittableRandom random = new SplittableRandom(i);
            byte[] file;
            if (i % 2 == 0) {
                file = Mutation.of(PETS, random);
            } else {
                SortedMap<String, byte[]> changed = new TreeMap<>(entries);
                String name = names.get(random.nextInt(names.size()));
                byte[] data = entries.get(name);
                changed.put(name, name.endsWith("json") ? Mutation.ofText(data, random) : Mutation.of(data, random));
                if (!name.equals(Manifest.NAME)) {
                    BundleFiles.seal(manifest, changed);
                }
                file = BundleFiles.zip(changed);
            }
            tally.run(i, () -> {
                Bundle read = Bundle.read(file, "x");
                assertThat(read.toBytes()).isEqualTo(file);
                assertThat(Bundle.read(read.toBytes(), "y").id()).isEqualTo(read.id());
            });
        }
        assertThat(files()).isEqualTo(before);
        tally.print();
    }

    private static void manifests(int from, int to) {
        byte[] manifest = BundleFiles.entries(PETS).get(Manifest.NAME);
        Tally tally = new Tally("manifests");
        for (int i = from; i < to; i++) {
            SplittableRandom random = new SplittableRandom(i);
            byte[] changed = i % 2 == 0 ? Mutation.of(manifest, random) : Mutation.ofText(manifest, random);
            tally.run(
                    i,
                    () -> assertThat(Manifest.read("x", changed).toJson().canonicalBytes())
                            .isEqualTo(changed));
        }
        tally.print();
    }

    private static void safetensors(int from, int to) {
        Tally tally = new Tally("safetensors");
        for (int i = from; i < to; i++) {
            SplittableRandom random = new SplittableRandom(i);
            byte[] changed = i % 2 == 0 ? Mutation.of(WEIGHTS, random) : Mutation.ofText(WEIGHTS, random);
            tally.run(
                    i,
                    () -> assertThat(BundleFiles.safetensors(BundleFiles.tensors("x", changed)))
                            .isEqualTo(changed));
        }
        tally.print();
    }

    private static void gzipped(int from, int to) throws Exception {
        Path file = Files.createTempFile("fuzz", ".mlb.gz");
        PetModel.bundle(.5).writeGzip(file);
        byte[] gzip = Files.readAllBytes(file);
        Files.delete(file);
        Tally tally = new Tally("gzipped bundles");
        for (int i = from; i < to; i++) {
            byte[] changed = Mutation.of(gzip, new SplittableRandom(i));
            tally.run(i, () -> assertThat(Bundle.read(changed, "x").toBytes()).isEqualTo(PETS));
        }
        tally.print();
    }

    private static List<Path> files() throws Exception {
        try (var files = Files.list(Path.of("").toAbsolutePath())) {
            return files.sorted().toList();
        }
    }

    /** What became of the inputs. */
    private static final class Tally {
        private final String what;
        private long refused;
        private long accepted;
        private long slowest;

        Tally(String what) {
            this.what = what;
        }

        void run(int input, Runnable read) {
            long start = System.nanoTime();
            try {
                read.run();
                accepted++;
            } catch (BundleRejectedException e) {
                assertThat(e.findings()).isNotEmpty();
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + input + " of " + what, e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }

        void print() {
            assertThat(Duration.ofNanos(slowest)).isLessThan(HANG);
            System.out.printf(
                    "fuzzed %,d %s: %,d refused, %,d accepted, slowest %.1f ms%n",
                    refused + accepted, what, refused, accepted, slowest / 1e6);
        }
    }
}
