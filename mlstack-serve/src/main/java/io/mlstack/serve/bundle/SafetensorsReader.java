package io.mlstack.serve.bundle;

import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link Safetensors} writes, each number once, and refuses the rest by name. Nothing is allocated that the entry
 * does not hold: all places are checked against its size before the first tensor is made.
 */
final class SafetensorsReader {

    /** A hundred bytes a tensor, and no graph of ours has so many. */
    static final int MAX_HEADER = 1 << 22;

    private final String source;
    private final long size;
    private final ReadableByteChannel in;

    private SafetensorsReader(String source, long size, ReadableByteChannel in) {
        this.source = source;
        this.size = size;
        this.in = in;
    }

    /**
     * The tensors by name.
     *
     * @param size bytes of the entry
     * @param in delivers them
     * @throws BundleRejectedException if they are not what {@link Safetensors} writes
     */
    static SortedMap<String, Tensor> read(String source, long size, ReadableByteChannel in) throws IOException {
        try {
            return new SafetensorsReader(source, size, in).tensors();
        } catch (MlstackException e) {
            throw BundleRejectedException.within(source, e);
        }
    }

    private SortedMap<String, Tensor> tensors() throws IOException {
        byte[] header = header();
        long data = size - Safetensors.LENGTH - header.length;
        List<Safetensors.Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonPlace> entry :
                Json.parse(header, source).fields().entrySet()) {
            places.add(place(entry.getKey(), entry.getValue(), data));
        }
        requireTiles(places, data);
        List<Safetensors.Place> ordered = Safetensors.places(places);
        if (!Arrays.equals(Safetensors.header(ordered), header)) {
            throw wrong(source, "has a header that no bundle is written with");
        }
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (Safetensors.Place place : ordered) {
            tensors.put(place.name(), Tensor.readFrom(place.type(), place.shape(), in));
        }
        return tensors;
    }

    private byte[] header() throws IOException {
        if (size < Safetensors.LENGTH) {
            throw wrong(source, "is shorter than its header length");
        }
        long length = fill(Safetensors.LENGTH).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > Math.min(MAX_HEADER, size - Safetensors.LENGTH)) {
            throw wrong(source, "claims a header of " + length + " bytes");
        }
        return fill((int) length).array();
    }

    private ByteBuffer fill(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (in.read(bytes) < 0) {
                throw wrong(source, "ends within its header");
            }
        }
        return bytes.flip();
    }

    private static Safetensors.Place place(String name, JsonPlace json, long data) {
        Tensor.Type type = type(json.field("dtype"));
        List<Integer> shape = new ArrayList<>();
        for (JsonPlace axis : json.field("shape").items()) {
            shape.add(axis.int32());
        }
        List<JsonPlace> offsets = json.field("data_offsets").items();
        if (offsets.size() != 2) {
            throw wrong(json.place(), "has " + offsets.size() + " data offsets");
        }
        long begin = offsets.get(0).integer();
        long end = offsets.get(1).integer();
        if (begin < 0 || end < begin || end > data) {
            throw wrong(json.place(), "lies outside of the data");
        }
        long bytes = type.bytes();
        for (int axis : shape) {
            bytes = axis < 0 ? -1 : Math.min(bytes * axis, Long.MAX_VALUE >> 32);
        }
        if (bytes != end - begin) {
            throw wrong(json.place(), (end - begin) + " bytes do not hold " + type + shape.toString());
        }
        return new Safetensors.Place(name, type, List.copyOf(shape), begin, end);
    }

    private static Tensor.Type type(JsonPlace json) {
        for (Tensor.Type type : Tensor.Type.values()) {
            if (type.name().equals(json.text())) {
                return type;
            }
        }
        throw json.wrong(
                "bundle.tensors",
                "numbers of type " + json.text() + " are not read, those of " + Arrays.toString(Tensor.Type.values())
                        + " are",
                "convert the tensor or upgrade mlstack");
    }

    private void requireTiles(List<Safetensors.Place> places, long data) {
        List<Safetensors.Place> sorted = new ArrayList<>(places);
        sorted.sort(Safetensors.BY_BYTES);
        long covered = 0;
        for (Safetensors.Place place : sorted) {
            if (place.begin() != covered) {
                throw wrong(source + "#/" + place.name(), "overlaps another tensor or leaves a hole before it");
            }
            covered = place.end();
        }
        if (covered != data) {
            throw wrong(source, "has " + (data - covered) + " bytes that belong to no tensor");
        }
    }

    private static BundleRejectedException wrong(String place, String message) {
        return BundleRejectedException.of(
                "bundle.tensors", place, message, "the file is damaged or written by a newer mlstack: fetch it again");
    }
}
