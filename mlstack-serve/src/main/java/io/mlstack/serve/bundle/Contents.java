package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What lies under the names of a bundle: the weights as the tensors that the graph holds anyway, everything else as bytes.
 * A file has one spelling, so it can be written again from here and need not be kept. Immutable.
 */
final class Contents {

    static final String WEIGHTS = "weights/model.safetensors";

    /** Something that can be written any number of times, always alike. */
    interface Data {
        long size();

        void writeTo(WritableByteChannel out) throws IOException;
    }

    private final SortedMap<String, Data> entries;

    private Contents(SortedMap<String, Data> entries) {
        this.entries = entries;
    }

    static Contents of(Map<String, Tensor> weights) {
        SortedMap<String, Data> entries = new TreeMap<>();
        entries.put(WEIGHTS, Safetensors.of(weights));
        return new Contents(entries);
    }

    /** These and one more, or one in place of another; {@code bytes} is not copied. */
    Contents with(String name, byte[] bytes) {
        SortedMap<String, Data> more = new TreeMap<>(entries);
        more.put(name, new Bytes(bytes));
        return new Contents(more);
    }

    Contents without(String name) {
        SortedMap<String, Data> fewer = new TreeMap<>(entries);
        fewer.remove(name);
        return new Contents(fewer);
    }

    SortedMap<String, Data> entries() {
        return entries;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The bytes under a name, in a new array. */
    byte[] bytes(String name) {
        Data data = entries.get(name);
        if (data == null) {
            throw new IllegalArgumentException("no entry " + name);
        }
        return array(data);
    }

    /** Bytes of the file. */
    long size() {
        return ZipWriter.size(entries);
    }

    void writeTo(WritableByteChannel out) throws IOException {
        ZipWriter.write(entries, out);
    }

    byte[] toBytes() {
        return array(new Data() {
            @Override
            public long size() {
                return Contents.this.size();
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                Contents.this.writeTo(out);
            }
        });
    }

    static byte[] array(Data data) {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(data.size()));
        pass(data, all::put);
        return all.array();
    }

    static Digest digest(Data data) {
        Digest.Builder digest = Digest.builder();
        pass(data, digest::add);
        return digest.build();
    }

    /** Shows the data piece by piece to somebody who takes all of each. */
    static void pass(Data data, Consumer<ByteBuffer> taker) {
        try {
            data.writeTo(new Taker(taker));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private record Bytes(byte[] bytes) implements Data {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        }
    }

    private record Taker(Consumer<ByteBuffer> taker) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            taker.accept(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
