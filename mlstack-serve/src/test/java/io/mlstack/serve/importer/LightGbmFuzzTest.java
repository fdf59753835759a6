package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged models are models or are refused: nothing else, at once, and in memory that follows the bytes that are there. */
class LightGbmFuzzTest {

    private static final List<String> WORDS = List.of(
            "2147483647",
            "-2147483648",
            "4294967296",
            "999999999999999999999",
            "-1",
            "0",
            "inf",
            "nan",
            "1e999",
            "=",
            " ",
            "\n",
            "\n\n",
            "Tree=0\n",
            "end of trees\n",
            "num_leaves=2147483647\n",
            "num_cat=2147483647\n",
            "is_linear=1\n",
            "num_class=65536\n",
            "[",
            "\"",
            "\u0000",
            "\u00ff",
            "pandas_categorical:[[[[[[[[",
            "average_output\n");

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void threeThousandDamagedModelsAreRefusedOrRead() {
        damaged(3_000, 1);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void aQuarterOfAMillionDamagedModelsAreRefusedOrRead() {
        damaged(250_000, 2);
    }

    private static void damaged(int count, long seed) {
        Random random = new Random(seed);
        byte[][] models = {bytes(LightGbmTexts.V3), bytes(LightGbmTexts.V4)};
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = models[random.nextInt(models.length)];
            for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
                bytes = damage(bytes, random);
            }
            long start = System.nanoTime();
            refused += isRefused(bytes) ? 1 : 0;
            assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(5_000_000_000L);
        }
        // Both kinds occur, or the damage is of one kind only.
        assertThat(refused).isBetween(count / 3, count - count / 20);
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            Import.lightgbm(bytes, "model.txt");
            return false;
        } catch (UnsupportedModelException e) {
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(new String(bytes, StandardCharsets.ISO_8859_1), e);
        }
    }

    private static byte[] damage(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(1 + random.nextInt(60)));
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] after = Arrays.copyOfRange(bytes, random.nextBoolean() ? to : at, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> before;
            case 1 -> join(before, after);
            case 2 -> join(before, bytes(WORDS.get(random.nextInt(WORDS.size()))), after);
            case 3 -> join(before, new byte[] {(byte) random.nextInt(256)}, after);
            case 4 -> join(before, Arrays.copyOfRange(bytes, at, to), Arrays.copyOfRange(bytes, at, bytes.length));
            default -> number(bytes, random);
        };
    }

    /** Another number in the place of one. */
    private static byte[] number(byte[] bytes, Random random) {
        int at = random.nextInt(Math.max(1, bytes.length));
        while (at < bytes.length && !(bytes[at] >= '0' && bytes[at] <= '9')) {
            at++;
        }
        byte[] number = bytes(Integer.toString(random.nextInt(random.nextBoolean() ? 10 : 1 << 30)));
        return join(
                Arrays.copyOf(bytes, at),
                number,
                Arrays.copyOfRange(bytes, Math.min(bytes.length, at + 1), bytes.length));
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "num_leaves=4/num_leaves=2147483647",
                "num_leaves=1/num_leaves=1000000000",
                "num_cat=1/num_cat=2147483647",
                "cat_boundaries=0 1/cat_boundaries=0 2147483647",
                "max_feature_idx=2/max_feature_idx=2147483646",
                "num_class=1/num_class=2147483647",
                "num_tree_per_iteration=1/num_tree_per_iteration=2147483647"
            })
    void aCountTakesNoMemory(String change) {
        String[] parts = change.split("/");
        byte[] bytes = bytes(LightGbmTexts.V3.replace(parts[0] + "\n", parts[1] + "\n"));
        isRefused(bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        assertThat(isRefused(bytes)).isTrue();
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(1 << 20);
    }
}
