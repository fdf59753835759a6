package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.CorruptDataException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressionTest {

    @Test
    void bytesAreCompressedWhereThatSavesAQuarterAndComeBack() {
        byte[] levels = new byte[100_000];
        for (int i = 0; i < levels.length; i += 4) {
            levels[i] = (byte) (i / 4 % 3);
        }
        Compression.Packed packed = Compression.pack(ObjectKind.PAGE, levels);
        assertThat(packed.compression()).isEqualTo(Compression.ZSTD);
        assertThat(packed.bytes().length).isLessThan(levels.length / 10);
        assertThat(packed.compression().unpack(packed.bytes(), levels.length, "test"))
                .isEqualTo(levels);

        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        assertThat(Compression.pack(ObjectKind.PAGE, noise)).isEqualTo(new Compression.Packed(Compression.NONE, noise));
        assertThat(Compression.pack(ObjectKind.TREE_NODE, levels).compression()).isEqualTo(Compression.NONE);
    }

    @Test
    void whatDoesNotUnpackToItsLengthIsDamage() {
        byte[] plain = new byte[5000];
        byte[] packed = Compression.pack(ObjectKind.PAGE, plain).bytes();
        for (int length : new int[] {0, 4999, 5001}) {
            assertThatThrownBy(() -> Compression.ZSTD.unpack(packed, length, "test"))
                    .isInstanceOf(CorruptDataException.class);
        }
        assertThatThrownBy(() -> Compression.NONE.unpack(plain, 1, "test")).isInstanceOf(CorruptDataException.class);
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(Compression.ZSTD.unpack(damaged, 5000, "test")).hasSize(5000);
            } catch (CorruptDataException e) {
                assertThat(e.findings()).isNotEmpty();
            }
        }
    }
}
