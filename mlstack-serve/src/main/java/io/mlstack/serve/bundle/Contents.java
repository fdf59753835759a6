package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies under the names of a bundle: the weights as the tensors that the graph holds anyway, everything else as bytes.
 * A file has one spelling, so it can be written again from here and need not be kept. Immutable.
 */
final class Contents implements EntryData {

    static final String WEIGHTS = "weights/model.safetensors";

    private final SortedMap<String, EntryData> entries;

    private Contents(SortedMap<String, EntryData> entries) {
        this.entries = entries;
    }

    static Contents of(Map<String, Tensor> weights) {
        SortedMap<String, EntryData> entries = new TreeMap<>();
        entries.put(WEIGHTS, Safetensors.of(weights));
        return new Contents(entries);
    }

    /** These and one more, or one in place of another; {@code bytes} is not copied. */
    Contents with(String name, byte[] bytes) {
        SortedMap<String, EntryData> more = new TreeMap<>(entries);
        more.put(name, new Bytes(bytes));
        return new Contents(more);
    }

    Contents without(String name) {
        SortedMap<String, EntryData> fewer = new TreeMap<>(entries);
        fewer.remove(name);
        return new Contents(fewer);
    }

    SortedMap<String, EntryData> entries() {
        return entries;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The bytes under a name, in a new array. */
    byte[] bytes(String name) {
        return EntryData.array(entry(name));
    }

    /** The SHA-256 of what lies under a name. */
    Digest digest(String name) {
        return EntryData.digest(entry(name));
    }

    private EntryData entry(String name) {
        EntryData data = entries.get(name);
        if (data == null) {
            throw new IllegalArgumentException("no entry " + name);
        }
        return data;
    }

    /** Bytes of the file. */
    @Override
    public long size() {
        return ZipWriter.size(entries);
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        ZipWriter.write(entries, out);
    }

    byte[] toBytes() {
        return EntryData.array(this);
    }

    private record Bytes(byte[] bytes) implements EntryData {
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
}
