package io.mlstack.api.model;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learned numbers of fixed shape, row-major. Immutable. */
public final class Tensor {

    /** How each number is stored. */
    public enum Type {
        /** IEEE 754 binary32, 4 bytes. */
        F32(4),
        /** IEEE 754 binary64, 8 bytes. */
        F64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes a number. */
        public int bytes() {
            return bytes;
        }
    }

    private final Type type;
    private final List<Integer> shape;
    private final float @Nullable [] floats;
    private final double @Nullable [] doubles;

    private Tensor(Type type, List<Integer> shape, float @Nullable [] floats, double @Nullable [] doubles) {
        this.type = type;
        this.shape = shape;
        this.floats = floats;
        this.doubles = doubles;
    }

    /**
     * A float32 tensor over a copy of {@code values}.
     *
     * @param shape sizes of the axes, outermost first; empty for a single number
     * @throws ShapeException unless the product of {@code shape} is {@code values.length}
     */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(Type.F32, checked(shape, values.length), values.clone(), null);
    }

    /** As {@link #of(float[], int...)}, in float64. */
    public static Tensor of(double[] values, int... shape) {
        return new Tensor(Type.F64, checked(shape, values.length), null, values.clone());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws ShapeException if the number of bytes does not fit the shape
     */
    public static Tensor read(Type type, List<Integer> shape, ByteBuffer bytes) {
        int[] axes = shape.stream().mapToInt(n -> n).toArray();
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int count = little.remaining() / type.bytes();
        if (count * type.bytes() != little.remaining()) {
            throw new ShapeException(new Finding(
                    "tensor.bytes", "tensor", little.remaining() + " bytes of " + type, "give whole numbers"));
        }
        return switch (type) {
            case F32 -> {
                float[] values = new float[count];
                little.asFloatBuffer().get(values);
                yield new Tensor(type, checked(axes, count), values, null);
            }
            case F64 -> {
                double[] values = new double[count];
                little.asDoubleBuffer().get(values);
                yield new Tensor(type, checked(axes, count), null, values);
            }
        };
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
        return floats != null ? floats.length : doubles().length;
    }

    /** A copy as float32; float64 numbers are rounded to the nearest. */
    public float[] toFloats() {
        if (floats != null) {
            return floats.clone();
        }
        double[] source = doubles();
        float[] values = new float[source.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source[i];
        }
        return values;
    }

    /** A copy as float64. */
    public double[] toDoubles() {
        if (floats == null) {
            return doubles().clone();
        }
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** The numbers in little-endian order, {@code size() * type().bytes()} bytes. */
    public byte[] toBytes() {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(size(), type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        if (floats != null) {
            bytes.asFloatBuffer().put(floats);
        } else {
            bytes.asDoubleBuffer().put(doubles());
        }
        return bytes.array();
    }

    private double[] doubles() {
        if (doubles == null) {
            throw new IllegalStateException("a tensor of " + type + " without numbers");
        }
        return doubles;
    }

    private static List<Integer> checked(int[] shape, int size) {
        long product = 1;
        for (int axis : shape) {
            if (axis < 0) {
                throw wrongShape(shape, size);
            }
            product = Math.min(Integer.MAX_VALUE + 1L, product * axis);
        }
        if (product != size) {
            throw wrongShape(shape, size);
        }
        return Arrays.stream(shape).boxed().toList();
    }

    private static ShapeException wrongShape(int[] shape, int size) {
        return new ShapeException(new Finding(
                "tensor.shape",
                "tensor",
                size + " numbers for shape " + Arrays.toString(shape),
                "give as many numbers as the product of the axes"));
    }

    /** Equal type, shape and bits, those of a NaN as well. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && shape.equals(tensor.shape)
                && sameBits(floats, tensor.floats)
                && sameBits(doubles, tensor.doubles);
    }

    private static boolean sameBits(float @Nullable [] a, float @Nullable [] b) {
        for (int i = 0; a != null && b != null && i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBits(double @Nullable [] a, double @Nullable [] b) {
        for (int i = 0; a != null && b != null && i < a.length; i++) {
            if (Double.doubleToRawLongBits(a[i]) != Double.doubleToRawLongBits(b[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(floats) + Arrays.hashCode(doubles);
    }

    @Override
    public String toString() {
        return type + shape.toString();
    }
}
