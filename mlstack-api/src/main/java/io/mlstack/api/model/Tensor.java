package io.mlstack.api.model;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learned numbers of fixed shape, row-major. Immutable. */
public final class Tensor {

    /** How each number is stored; the names are those of the safetensors format. */
    public enum Type {
        /** IEEE 754 binary32, 4 bytes. */
        F32(4),
        /** IEEE 754 binary64, 8 bytes. */
        F64(8),
        /** Whole numbers from 0 to 255, 1 byte. */
        U8(1),
        /** Whole numbers of 32 bits in two's complement. */
        I32(4),
        /** Whole numbers of 64 bits in two's complement; also sets of 64 bits. */
        I64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes a number. */
        public int bytes() {
            return bytes;
        }

        /** Whether numbers may have fractions. */
        public boolean isFloat() {
            return this == F32 || this == F64;
        }
    }

    private final Type type;
    private final List<Integer> shape;
    private final int size;

    /** A float[], double[], byte[], int[] or long[], as the type says. */
    private final Object numbers;

    /** Null until somebody asks; two threads may both find out, the same. */
    private @Nullable Boolean finite;

    private Tensor(Type type, int[] shape, int size, Object numbers) {
        this.type = type;
        this.shape = checked(shape, size);
        this.size = size;
        this.numbers = numbers;
    }

    /**
     * A float32 tensor over a copy of {@code values}.
     *
     * @param shape sizes of the axes, outermost first; empty for a single number
     * @throws ShapeException unless the product of {@code shape} is {@code values.length}
     */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(Type.F32, shape, values.length, values.clone());
    }

    /** As {@link #of(float[], int...)}, in float64. */
    public static Tensor of(double[] values, int... shape) {
        return new Tensor(Type.F64, shape, values.length, values.clone());
    }

    /** As {@link #of(float[], int...)}, of unsigned bytes. */
    public static Tensor of(byte[] values, int... shape) {
        return new Tensor(Type.U8, shape, values.length, values.clone());
    }

    /** As {@link #of(float[], int...)}, of whole numbers of 32 bits. */
    public static Tensor of(int[] values, int... shape) {
        return new Tensor(Type.I32, shape, values.length, values.clone());
    }

    /** As {@link #of(float[], int...)}, of whole numbers of 64 bits. */
    public static Tensor of(long[] values, int... shape) {
        return new Tensor(Type.I64, shape, values.length, values.clone());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws ShapeException if the number of bytes does not fit the shape
     */
    public static Tensor read(Type type, List<Integer> shape, ByteBuffer bytes) {
        int[] axes = axes(shape);
        int count = bytes.remaining() / type.bytes();
        if (count * type.bytes() != bytes.remaining()) {
            throw new ShapeException(new Finding(
                    "tensor.bytes", "tensor", bytes.remaining() + " bytes of " + type, "give whole numbers"));
        }
        checked(axes, count);
        Object numbers = TensorBytes.array(type, count);
        TensorBytes.get(bytes, numbers, 0, count);
        return new Tensor(type, axes, count, numbers);
    }

    /**
     * Takes the next numbers from a channel, a little at a time: nothing is held twice.
     *
     * @param bytes little-endian, as {@link #writeTo} writes them; read no further than this tensor goes
     * @throws ShapeException if the shape has a negative axis or more numbers than an array holds; nothing was read
     * @throws java.io.EOFException if the channel ends before the tensor does
     * @throws IOException if the channel fails
     */
    public static Tensor readFrom(Type type, List<Integer> shape, ReadableByteChannel bytes) throws IOException {
        int[] axes = axes(shape);
        long product = product(axes);
        if (product > Integer.MAX_VALUE - 8) {
            throw wrongShape(axes, product);
        }
        int size = (int) product;
        TensorBytes.Numbers numbers = TensorBytes.read(type, size, bytes);
        Tensor tensor = new Tensor(type, axes, size, numbers.array());
        tensor.finite = numbers.finite();
        return tensor;
    }

    /**
     * Writes what {@link #toBytes} returns, a little at a time.
     *
     * @throws IOException if the channel fails
     */
    public void writeTo(WritableByteChannel out) throws IOException {
        TensorBytes.write(type, size, numbers, out);
    }

    /** How each number is kept. */
    public Type type() {
        return type;
    }

    /** Sizes of the axes, outermost first. */
    public List<Integer> shape() {
        return shape;
    }

    /** How many numbers. */
    public int size() {
        return size;
    }

    /** Whether no number is NaN or infinite; whole numbers never are. Looked for once. */
    public boolean isFinite() {
        Boolean known = finite;
        if (known == null) {
            known = TensorBytes.finite(numbers, 0, size);
            finite = known;
        }
        return known;
    }

    /**
     * Copies numbers that follow each other, without a copy of all of them.
     *
     * @param from position of the first
     * @param into takes them from {@code at} on
     * @throws IllegalStateException if the numbers are no {@link Type#F32}
     * @throws IndexOutOfBoundsException if the tensor or {@code into} has fewer
     */
    public void copyFloats(int from, float[] into, int at, int count) {
        if (!(numbers instanceof float[] floats)) {
            throw new IllegalStateException("numbers of type " + type + " are no floats");
        }
        System.arraycopy(floats, from, into, at, count);
    }

    // The arrays themselves, for this package, which does not write to them.

    float[] floats() {
        return (float[]) numbers;
    }

    double[] doubles() {
        return (double[]) numbers;
    }

    int[] ints() {
        return (int[]) numbers;
    }

    byte[] bytes() {
        return (byte[]) numbers;
    }

    long[] longs() {
        return (long[]) numbers;
    }

    /** A copy as float32; numbers of other types are rounded to the nearest. */
    public float[] toFloats() {
        if (numbers instanceof float[] floats) {
            return floats.clone();
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = numbers instanceof long[] longs ? longs[i] : (float) number(i);
        }
        return values;
    }

    /** A copy as float64; numbers of 64 bits are rounded to the nearest. */
    public double[] toDoubles() {
        if (numbers instanceof double[] doubles) {
            return doubles.clone();
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = number(i);
        }
        return values;
    }

    /**
     * A copy of whole numbers; unsigned bytes become 0 to 255.
     *
     * @throws IllegalStateException if the numbers are no {@link Type#U8} or {@link Type#I32}
     */
    public int[] toInts() {
        if (numbers instanceof int[] ints) {
            return ints.clone();
        }
        if (!(numbers instanceof byte[] bytes)) {
            throw new IllegalStateException("numbers of type " + type + " do not fit into ints");
        }
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    /**
     * A copy of whole numbers.
     *
     * @throws IllegalStateException if the numbers have fractions
     */
    public long[] toLongs() {
        return numbers instanceof long[] longs
                ? longs.clone()
                : Arrays.stream(toInts()).asLongStream().toArray();
    }

    private double number(int i) {
        return switch (type) {
            case F32 -> ((float[]) numbers)[i];
            case F64 -> ((double[]) numbers)[i];
            case U8 -> Byte.toUnsignedInt(((byte[]) numbers)[i]);
            case I32 -> ((int[]) numbers)[i];
            case I64 -> ((long[]) numbers)[i];
        };
    }

    /** The numbers in little-endian order, {@code size() * type().bytes()} bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[Math.multiplyExact(size, type.bytes())];
        TensorBytes.put(numbers, 0, size, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private static List<Integer> checked(int[] shape, int size) {
        if (product(shape) != size) {
            throw wrongShape(shape, size);
        }
        List<Integer> axes = new ArrayList<>(shape.length);
        for (int axis : shape) {
            axes.add(axis);
        }
        return Collections.unmodifiableList(axes);
    }

    /** Numbers of a shape; more than an {@code int} holds where there are too many or an axis is negative. */
    private static long product(int[] shape) {
        long product = 1;
        for (int axis : shape) {
            if (axis < 0) {
                return Long.MAX_VALUE;
            }
            product = Math.min(Integer.MAX_VALUE + 1L, product * axis);
        }
        return product;
    }

    private static ShapeException wrongShape(int[] shape, long size) {
        return new ShapeException(new Finding(
                "tensor.shape",
                "tensor",
                (size > Integer.MAX_VALUE ? "too many" : size) + " numbers for shape " + Arrays.toString(shape),
                "give as many numbers as the product of the axes"));
    }

    /** Equal type, shape and bits, those of a NaN as well. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && shape.equals(tensor.shape)
                && switch (type) {
                    case F32 -> sameBits((float[]) numbers, (float[]) tensor.numbers);
                    case F64 -> sameBits((double[]) numbers, (double[]) tensor.numbers);
                    case U8 -> Arrays.equals((byte[]) numbers, (byte[]) tensor.numbers);
                    case I32 -> Arrays.equals((int[]) numbers, (int[]) tensor.numbers);
                    case I64 -> Arrays.equals((long[]) numbers, (long[]) tensor.numbers);
                };
    }

    private static boolean sameBits(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBits(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Double.doubleToRawLongBits(a[i]) != Double.doubleToRawLongBits(b[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode()
                + switch (type) {
                    case F32 -> Arrays.hashCode((float[]) numbers);
                    case F64 -> Arrays.hashCode((double[]) numbers);
                    case U8 -> Arrays.hashCode((byte[]) numbers);
                    case I32 -> Arrays.hashCode((int[]) numbers);
                    case I64 -> Arrays.hashCode((long[]) numbers);
                };
    }

    @Override
    public String toString() {
        return type + shape.toString();
    }

    private static int[] axes(List<Integer> shape) {
        int[] axes = new int[shape.size()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = shape.get(i);
        }
        return axes;
    }
}
