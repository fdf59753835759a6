package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.error.MlstackException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that something happened to: read, or refused by the house's own exception, within bounds of memory and time. */
class XgboostFuzzTest {

    static final List<String> SEEDS = List.of(
            "3.4.0/frame",
            "3.4.0/vectors",
            "3.4.0/categories",
            "3.4.0/dart",
            "3.4.0/linear",
            "2.1.4/dart",
            "1.7.6/softprob");

    /** Of the largest feature count that is taken, and as much again. */
    private static final long MAX_ALLOCATED = 256L << 20;

    private static final long MAX_NANOS = 2_000_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void damagedFilesAreRefusedInGoodOrder(String format) throws IOException {
        fuzz(format, 4_000, 1);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void aHundredThousandDamagedFilesAreRefusedInGoodOrder(String format) throws IOException {
        fuzz(format, 120_000, 2);
    }

    private static void fuzz(String format, int count, long seed) throws IOException {
        Random random = new Random(seed);
        byte[][] seeds = new byte[SEEDS.size()][];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = XgboostVersionsTest.resource(SEEDS.get(i) + "." + format);
        }
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] mutant = mutate(seeds[random.nextInt(seeds.length)], seeds, random);
            refused += isRefused(mutant, "mutant " + i + " of seed " + seed) ? 1 : 0;
        }
        assertThat(refused).as("refused of %d", count).isGreaterThan(count / 4);
    }

    private static boolean isRefused(byte[] mutant, String name) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean refused = false;
        try {
            Import.xgboost(mutant, name).graph();
        } catch (MlstackException e) {
            refused = true;
        }
        assertThat(System.nanoTime() - start).as("nanoseconds for %s", name).isLessThan(MAX_NANOS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes allocated for %s", name)
                .isLessThan(MAX_ALLOCATED);
        return refused;
    }

    private static byte[] mutate(byte[] seed, byte[][] seeds, Random random) {
        byte[] mutant = seed.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            mutant = change(mutant, seeds, random);
        }
        return mutant;
    }

    private static byte[] change(byte[] bytes, byte[][] seeds, Random random) {
        int at = random.nextInt(Math.max(1, bytes.length));
        if (bytes.length == 0) {
            return bytes;
        }
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) "0123456789-+eE.[]{}\",:$#lLiIdDUTFZS".charAt(random.nextInt(35));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return splice(bytes, at, 0, seeds[random.nextInt(seeds.length)], random);
            }
            case 5 -> {
                return splice(bytes, at, random.nextInt(40), new byte[0], random);
            }
            default -> {
                // A number that grew by some digits, or a size whose high bytes are set.
                int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
                Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? '9' : random.nextInt(3) - 1));
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] donor, Random random) {
        int from = donor.length == 0 ? 0 : random.nextInt(donor.length);
        int length = donor.length == 0 ? 0 : Math.min(donor.length - from, random.nextInt(60));
        int rest = Math.min(bytes.length, at + removed);
        byte[] spliced = new byte[at + length + bytes.length - rest];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(donor, from, spliced, at, length);
        System.arraycopy(bytes, rest, spliced, at + length, bytes.length - rest);
        return spliced;
    }
}
