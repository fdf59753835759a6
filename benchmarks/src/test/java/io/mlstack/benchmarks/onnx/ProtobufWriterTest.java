package io.mlstack.benchmarks.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The examples are those of protobuf's own description of its encoding. */
class ProtobufWriterTest {

    @Test
    void aVarintIsWrittenSevenBitsAtATimeLowestFirst() {
        assertThat(hex(new ProtobufWriter().integer(1, 150))).isEqualTo("089601");
    }

    @Test
    void aTextIsWrittenWithItsLengthInBytes() {
        assertThat(hex(new ProtobufWriter().text(2, "testing"))).isEqualTo("120774657374696e67");
    }

    @Test
    void aMessageIsWrittenInsideAnother() {
        assertThat(hex(new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150))))
                .isEqualTo("1a03089601");
    }

    @Test
    void minusTwoTakesTenBytes() {
        assertThat(hex(new ProtobufWriter().integer(1, -2))).isEqualTo("08feffffffffffffffff01");
    }

    @Test
    void fieldsAbove15TakeATagOfTwoBytes() {
        assertThat(hex(new ProtobufWriter().integer(20, 1))).isEqualTo("a00101");
    }

    @Property
    void everyIntegerComesBack(@ForAll @IntRange(min = 1, max = 1 << 28) int field, @ForAll long value) {
        Reader reader = new Reader(new ProtobufWriter().integer(field, value).toBytes());
        assertThat(reader.varint()).isEqualTo((long) field << 3);
        assertThat(reader.varint()).isEqualTo(value);
        assertThat(reader.bytes.remaining()).isZero();
    }

    @Property
    void everyFloatComesBackBitForBit(@ForAll float value) {
        Reader reader = new Reader(new ProtobufWriter().float32(2, value).toBytes());
        assertThat(reader.varint()).isEqualTo(2 << 3 | 5);
        assertThat(reader.bytes.getInt()).isEqualTo(Float.floatToRawIntBits(value));
    }

    @Property
    void everyTextComesBack(@ForAll String value) {
        String expected = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Reader reader = new Reader(new ProtobufWriter().text(4, value).toBytes());
        assertThat(reader.varint()).isEqualTo(4 << 3 | 2);
        assertThat(reader.varint()).isEqualTo(reader.bytes.remaining());
        assertThat(StandardCharsets.UTF_8.decode(reader.bytes).toString()).isEqualTo(expected);
    }

    private static String hex(ProtobufWriter writer) {
        return HexFormat.of().formatHex(writer.toBytes());
    }

    /** Reads with whole numbers of any size, to share nothing with the writer's shifts. */
    private static final class Reader {
        private final ByteBuffer bytes;

        Reader(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        long varint() {
            byte[] sevens = new byte[10];
            int length = 0;
            byte last;
            do {
                last = bytes.get();
                sevens[length++] = last;
            } while (last < 0);
            BigInteger value = BigInteger.ZERO;
            for (byte seven : reversed(Arrays.copyOf(sevens, length))) {
                value = value.multiply(BigInteger.valueOf(128)).add(BigInteger.valueOf(seven & 127));
            }
            return value.longValue();
        }

        private static byte[] reversed(byte[] values) {
            byte[] turned = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                turned[values.length - 1 - i] = values[i];
            }
            return turned;
        }
    }
}
