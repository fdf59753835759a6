package io.mlstack.serve.bundle;

import io.mlstack.api.json.Json;
import io.mlstack.api.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors in the safetensors format: eight bytes with the length of a JSON header, the header, the data.
 *
 * <p>Tensors lie in the order of their names, wider numbers first, so that each is aligned to its own size; there are no
 * holes and no overlaps. {@link SafetensorsReader} refuses other files.
 */
final class Safetensors implements EntryData {

    static final int LENGTH = 8;

    private final List<Tensor> tensors;
    private final byte[] header;
    private final long size;

    private Safetensors(List<Tensor> tensors, byte[] header, long size) {
        this.tensors = tensors;
        this.header = header;
        this.size = size;
    }

    static Safetensors of(Map<String, Tensor> tensors) {
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        List<Place> unplaced = new ArrayList<>();
        for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
            Tensor tensor = entry.getValue();
            unplaced.add(new Place(entry.getKey(), tensor.type(), tensor.shape(), 0, bytes(tensor)));
        }
        List<Place> places = places(unplaced);
        byte[] header = header(places);
        long data = places.isEmpty() ? 0 : places.get(places.size() - 1).end();
        List<Tensor> ordered = new ArrayList<>();
        for (Place place : places) {
            ordered.add(sorted.get(place.name()));
        }
        return new Safetensors(ordered, header, LENGTH + header.length + data);
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.size() * tensor.type().bytes();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LENGTH + header.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(header.length).put(header).flip();
        while (start.hasRemaining()) {
            out.write(start);
        }
        for (Tensor tensor : tensors) {
            tensor.writeTo(out);
        }
    }

    /**
     * What a header says of a tensor.
     *
     * @param begin first byte, counted from the end of the header
     * @param end byte behind the last
     */
    record Place(String name, Tensor.Type type, List<Integer> shape, long begin, long end) {}

    // The chain of lambdas that Comparator would build costs a cold start more than reading the tensors.

    /** Wider numbers first, then by name. */
    private static final Comparator<Place> WIDER_FIRST = new Comparator<>() {
        @Override
        public int compare(Place one, Place other) {
            int wider = Integer.compare(other.type().bytes(), one.type().bytes());
            return wider != 0 ? wider : one.name().compareTo(other.name());
        }
    };

    /** As they lie in the file. */
    static final Comparator<Place> BY_BYTES = new Comparator<>() {
        @Override
        public int compare(Place one, Place other) {
            int earlier = Long.compare(one.begin(), other.begin());
            return earlier != 0 ? earlier : Long.compare(one.end(), other.end());
        }
    };

    /** The same tensors where a writer puts them. */
    static List<Place> places(Collection<Place> tensors) {
        List<Place> ordered = new ArrayList<>(tensors);
        ordered.sort(WIDER_FIRST);
        long begin = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Place place = ordered.get(i);
            long end = begin + place.end() - place.begin();
            ordered.set(i, new Place(place.name(), place.type(), place.shape(), begin, end));
            begin = end;
        }
        return ordered;
    }

    /** The JSON header with the spaces that align the data to 8 bytes. */
    static byte[] header(List<Place> places) {
        Json.ObjBuilder header = Json.object();
        for (Place place : places) {
            List<Json> shape = new ArrayList<>();
            for (int axis : place.shape()) {
                shape.add(Json.of((long) axis));
            }
            header.put(
                    place.name(),
                    Json.object()
                            .put("dtype", place.type().name())
                            .put("shape", Json.array(shape))
                            .put("data_offsets", Json.array(place.begin(), place.end()))
                            .build());
        }
        byte[] text = header.build().canonicalBytes();
        byte[] padded = Arrays.copyOf(text, text.length + (-text.length & 7));
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }
}
