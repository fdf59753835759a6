package io.mlstack.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.ShapeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Property
    void bytesReadBackToAnEqualTensor(@ForAll double[] values) {
        Tensor tensor = Tensor.of(values, values.length);

        assertThat(Tensor.read(Tensor.Type.F64, tensor.shape(), ByteBuffer.wrap(tensor.toBytes())))
                .isEqualTo(tensor);
    }

    @Property
    void floatBytesReadBackToAnEqualTensor(@ForAll float[] values) {
        Tensor tensor = Tensor.of(values, values.length);

        assertThat(Tensor.read(Tensor.Type.F32, tensor.shape(), ByteBuffer.wrap(tensor.toBytes())))
                .isEqualTo(tensor);
    }

    @Test
    void bytesAreLittleEndian() {
        assertThat(Tensor.of(new float[] {1}, 1).toBytes()).containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void equalTensorsHaveEqualBytes() {
        Tensor quiet = Tensor.of(new double[] {Double.NaN}, 1);
        Tensor other = Tensor.of(new double[] {Double.longBitsToDouble(0x7ff8000000000001L)}, 1);
        Tensor third = Tensor.of(new float[] {Float.NaN}, 1);
        Tensor fourth = Tensor.of(new float[] {Float.intBitsToFloat(0x7fc00001)}, 1);

        assertThat(quiet).isEqualTo(Tensor.of(new double[] {Double.NaN}, 1)).isNotEqualTo(other);
        assertThat(third).isEqualTo(Tensor.of(new float[] {Float.NaN}, 1)).isNotEqualTo(fourth);
        assertThat(Tensor.of(new double[] {0.0}, 1)).isNotEqualTo(Tensor.of(new double[] {-0.0}, 1));
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.of(new float[0], -1, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.of(new float[0], 1 << 20, 1 << 20)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.read(Tensor.Type.F64, List.of(1), ByteBuffer.allocate(7)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void aTensorDoesNotChangeWithItsArrays() {
        double[] values = {1, 2};
        Tensor tensor = Tensor.of(values, 2);
        values[0] = 9;
        tensor.toDoubles()[1] = 9;

        assertThat(tensor.toDoubles()).containsExactly(1, 2);
        assertThat(tensor.toFloats()).containsExactly(1, 2);
    }

    @Property
    void wholeNumbersReadBackToEqualTensors(@ForAll byte[] bytes, @ForAll int[] ints, @ForAll long[] longs) {
        for (Tensor tensor : List.of(
                Tensor.of(bytes, bytes.length), Tensor.of(ints, ints.length), Tensor.of(longs, 1, longs.length))) {
            assertThat(Tensor.read(tensor.type(), tensor.shape(), ByteBuffer.wrap(tensor.toBytes())))
                    .isEqualTo(tensor)
                    .hasSameHashCodeAs(tensor);
        }
        assertThat(Tensor.of(ints, ints.length).toInts()).isEqualTo(ints);
        assertThat(Tensor.of(longs, longs.length).toLongs()).isEqualTo(longs);
    }

    @Test
    void bytesAreUnsigned() {
        Tensor tensor = Tensor.of(new byte[] {0, 127, -128, -1}, 4);

        assertThat(tensor.toInts()).containsExactly(0, 127, 128, 255);
        assertThat(tensor.toLongs()).containsExactly(0, 127, 128, 255);
        assertThat(tensor.toDoubles()).containsExactly(0, 127, 128, 255);
        assertThat(tensor.toFloats()).containsExactly(0, 127, 128, 255);
    }

    @Test
    void whatDoesNotFitIntoIntsIsRefused() {
        assertThatThrownBy(() -> Tensor.of(new long[] {1}, 1).toInts()).hasMessageContaining("I64");
        assertThatThrownBy(() -> Tensor.of(new double[] {1}, 1).toLongs()).hasMessageContaining("F64");
    }

    @Test
    void oneNumberThatIsNotFiniteMakesTheTensorNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] doubles = new double[37];
            float[] floats = new float[37];
            assertThat(Tensor.of(doubles, 37).isFinite()).isTrue();
            assertThat(Tensor.of(floats, 37).isFinite()).isTrue();
            doubles[20] = bad;
            floats[36] = (float) bad;
            assertThat(Tensor.of(doubles, 37).isFinite()).isFalse();
            assertThat(Tensor.of(floats, 37).isFinite()).isFalse();
        }
        assertThat(Tensor.of(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}, 2)
                        .isFinite())
                .isTrue();
    }

    @Test
    void tensorsGoThroughChannelsInPieces() throws IOException {
        for (Tensor tensor : large()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            tensor.writeTo(Channels.newChannel(out));
            assertThat(out.toByteArray()).isEqualTo(tensor.toBytes());

            ReadableByteChannel drops = drops(out.toByteArray());
            assertThat(Tensor.readFrom(tensor.type(), tensor.shape(), drops)).isEqualTo(tensor);
            assertThat(drops.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void aChannelThatEndsTooEarlyIsSaidToEnd() {
        assertThatThrownBy(() -> Tensor.readFrom(Tensor.Type.F32, List.of(2), drops(new byte[7])))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Tensor.readFrom(Tensor.Type.F32, List.of(1 << 20, 1 << 20), drops(new byte[7])))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.readFrom(Tensor.Type.F32, List.of(0, -1), drops(new byte[7])))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void itIsFoundAtWhateverPlace() {
        for (int i = 0; i < 9; i++) {
            float[] floats = new float[9];
            floats[i] = Float.NEGATIVE_INFINITY;
            double[] doubles = new double[9];
            doubles[i] = Double.NaN;
            assertThat(Tensor.of(floats, 9).isFinite()).isFalse();
            assertThat(Tensor.of(doubles, 9).isFinite()).isFalse();
        }
        assertThat(Tensor.of(new float[] {Float.MAX_VALUE, Float.MAX_VALUE, -0f}, 3)
                        .isFinite())
                .isTrue();
    }

    @Test
    void whatIsReadIsLookedThroughInEveryPiece() throws IOException {
        int n = 40_000;
        for (int at : new int[] {0, 16_383, 16_384, 32_767, n - 1}) {
            float[] floats = new float[n];
            floats[at] = Float.NaN;
            double[] doubles = new double[n];
            doubles[at] = Double.POSITIVE_INFINITY;
            for (Tensor tensor : List.of(Tensor.of(floats, n), Tensor.of(doubles, n))) {
                ReadableByteChannel bytes = drops(tensor.toBytes());
                assertThat(Tensor.readFrom(tensor.type(), tensor.shape(), bytes).isFinite())
                        .as("%s at %d", tensor, at)
                        .isFalse();
            }
        }
        ReadableByteChannel zeros = drops(new byte[4 * n]);
        assertThat(Tensor.readFrom(Tensor.Type.F32, List.of(n), zeros).isFinite())
                .isTrue();
    }

    @Test
    void floatsAreCopiedFromTheMiddle() {
        float[] into = new float[4];
        Tensor.of(new float[] {1, 2, 3, 4, 5}, 5).copyFloats(2, into, 1, 2);

        assertThat(into).containsExactly(0, 3, 4, 0);
        assertThatThrownBy(() -> Tensor.of(new float[2], 2).copyFloats(1, into, 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Tensor.of(new double[2], 2).copyFloats(0, into, 0, 2))
                .isInstanceOf(IllegalStateException.class);
    }

    private static List<Tensor> large() {
        int n = 70_001;
        float[] floats = new float[n];
        double[] doubles = new double[n];
        byte[] bytes = new byte[3 * n];
        int[] ints = new int[n];
        long[] longs = new long[n];
        for (int i = 0; i < n; i++) {
            floats[i] = i * .5f;
            doubles[i] = -i * .1;
            bytes[2 * i] = (byte) i;
            ints[i] = i * 31;
            longs[i] = i * 0x123456789abcdL;
        }
        return List.of(
                Tensor.of(floats, n),
                Tensor.of(doubles, n),
                Tensor.of(bytes, 3, n),
                Tensor.of(ints, n),
                Tensor.of(longs, n),
                Tensor.of(new float[0], 0));
    }

    /** A channel that gives at most 999 bytes at a time. */
    private static ReadableByteChannel drops(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 999));
            }
        });
    }
}
