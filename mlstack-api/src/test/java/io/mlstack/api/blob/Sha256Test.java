package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {

    /** NIST's examples of SHA-256, with the secure hash standard: one block, two blocks, and a million letters. */
    @ParameterizedTest
    @CsvSource({
        "abc, 1, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 1,"
                + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "a, 1000000, cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    })
    void plainJavaGivesThePublishedDigests(String text, int times, String hex) {
        byte[] bytes = text.repeat(times).getBytes(US_ASCII);
        Sha256 sha = new PlainSha256();
        sha.update(bytes, 0, bytes.length);
        assertThat(HexFormat.of().formatHex(sha.digest())).isEqualTo(hex);
    }

    /** Lengths around one and two blocks, where the padding takes another block or not. */
    @Test
    void plainJavaPadsAsTheJdkDoes() throws Exception {
        for (int length = 0; length < 260; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 37 + length);
            }
            Sha256 sha = new PlainSha256();
            sha.update(bytes, 0, length);
            assertThat(sha.digest()).as("%d bytes", length).isEqualTo(jdk(bytes));
        }
    }

    @Property(tries = 300)
    void partsOfAnyKindGiveWhatTheJdkGives(
            @ForAll @Size(max = 20) List<@IntRange(max = 20_000) Integer> sizes, @ForAll int seed) throws Exception {
        Random random = new Random(seed);
        byte[] all = new byte[sizes.stream().mapToInt(Integer::intValue).sum()];
        random.nextBytes(all);
        Sha256 sha = new PlainSha256();
        int at = 0;
        for (int size : sizes) {
            switch (random.nextInt(3)) {
                case 0 -> sha.update(all, at, size);
                case 1 -> {
                    ByteBuffer heap = ByteBuffer.wrap(all, at, size).slice();
                    sha.update(heap);
                    assertThat(heap.hasRemaining()).isFalse();
                }
                default -> {
                    ByteBuffer direct =
                            ByteBuffer.allocateDirect(size).put(all, at, size).flip();
                    sha.update(direct);
                    assertThat(direct.hasRemaining()).isFalse();
                }
            }
            at += size;
        }
        assertThat(sha.digest()).isEqualTo(jdk(all));
    }

    @Test
    void aProcessThatHasDigestedMegabytesUsesTheJdk() {
        byte[] bytes = "abc".getBytes(US_ASCII);
        assertThat(Digest.atStart(3).add(bytes).build()).isEqualTo(Digest.of(bytes));
        assertThat(Sha256.atStart(Sha256.EARLY_BYTES + 1)).isInstanceOf(JdkSha256.class);

        for (long taken = 0; taken <= Sha256.EARLY_BYTES; taken += 1 << 20) {
            Sha256.atStart(1 << 20);
        }
        assertThat(Sha256.atStart(1 << 20)).isInstanceOf(JdkSha256.class);
        assertThat(Digest.atStart(1 << 20).add(bytes).build()).isEqualTo(Digest.of(bytes));
    }

    private static byte[] jdk(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
