package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.CorruptDataException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RecordFrameTest {

    private static final byte[] FRAME = RecordFrame.wrap(1, "some content".getBytes(UTF_8));

    /** Written by hand from the format's description; the checksum by a second implementation of CRC32C. */
    @Test
    void bytesAreGolden() {
        assertThat(HexFormat.of().formatHex(RecordFrame.wrap(258, "123456789".getBytes(UTF_8))))
                .isEqualTo("4d4c5231" + "09000000" + "0201000000000000" + "8f4e5288" + "313233343536373839");
    }

    @Property
    void contentComesBack(@ForAll @LongRange(min = 1) long number, @ForAll byte[] content) {
        assertThat(RecordFrame.unwrap(number, RecordFrame.wrap(number, content), "here"))
                .isEqualTo(content);
    }

    @Test
    void everyFlippedBitIsDetected() {
        for (int bit = 0; bit < FRAME.length * 8; bit++) {
            byte[] flipped = FRAME.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped);
        }
    }

    @Test
    void everyTruncationIsDetected() {
        for (int length = 0; length < FRAME.length; length++) {
            assertRefused(Arrays.copyOf(FRAME, length));
        }
        assertRefused(Arrays.copyOf(FRAME, FRAME.length + 1));
    }

    @Test
    void recordUnderAnothersNameIsDetected() {
        assertThatThrownBy(() -> RecordFrame.unwrap(2, FRAME, "refs/x/2"))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("refs/x/2: is record 1 under the name of record 2");
    }

    private static void assertRefused(byte[] frame) {
        assertThatThrownBy(() -> RecordFrame.unwrap(1, frame, "here"))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("here: ")
                .hasMessageContaining("restore");
    }
}
