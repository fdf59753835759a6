package io.mlstack.serve.bundle;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named tensors in the safetensors format: eight bytes with the length of a JSON header, the header, the data.
 *
 * <p>Tensors lie in the order of their names, wider numbers first, so that each is aligned to its own size; there are no
 * holes and no overlaps, and other files are refused.
 */
final class Safetensors {

    private static final int LENGTH = 8;
    private static final int MAX_HEADER = 1 << 24;

    private Safetensors() {}

    static byte[] write(Map<String, Tensor> tensors) {
        List<Map.Entry<String, Tensor>> ordered = ordered(tensors);
        byte[] header = header(ordered);
        long data = ordered.stream().mapToLong(entry -> bytes(entry.getValue())).sum();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(LENGTH + header.length + data))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header);
        ordered.forEach(entry -> out.put(entry.getValue().toBytes()));
        return out.array();
    }

    private static List<Map.Entry<String, Tensor>> ordered(Map<String, Tensor> tensors) {
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(new TreeMap<>(tensors).entrySet());
        ordered.sort((a, b) ->
                Integer.compare(b.getValue().type().bytes(), a.getValue().type().bytes()));
        return ordered;
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.size() * tensor.type().bytes();
    }

    /** The JSON header with the spaces that align the data to 8 bytes. */
    private static byte[] header(List<Map.Entry<String, Tensor>> ordered) {
        Json.ObjBuilder header = Json.object();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : ordered) {
            Tensor tensor = entry.getValue();
            long end = offset + bytes(tensor);
            header.put(
                    entry.getKey(),
                    Json.object()
                            .put("dtype", tensor.type().name())
                            .put(
                                    "shape",
                                    Json.array(tensor.shape().stream()
                                            .mapToLong(n -> n)
                                            .toArray()))
                            .put("data_offsets", Json.array(offset, end))
                            .build());
            offset = end;
        }
        byte[] text = header.build().canonicalBytes();
        byte[] padded = Arrays.copyOf(text, text.length + (-text.length & 7));
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /** @throws BundleRejectedException if the bytes are no safetensors, or leave holes */
    static SortedMap<String, Tensor> read(String source, ByteBuffer bytes) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (little.remaining() < LENGTH) {
            throw wrong(source, "is shorter than its header length");
        }
        long headerLength = little.getLong();
        if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, little.remaining())) {
            throw wrong(source, "claims a header of " + headerLength + " bytes");
        }
        byte[] text = new byte[(int) headerLength];
        little.get(text);
        try {
            SortedMap<String, Tensor> tensors = tensors(source, Json.parse(text, source), little.slice());
            requireCanonical(source, tensors, text, little.slice());
            return tensors;
        } catch (InvalidInputException e) {
            throw new BundleRejectedException(e.findings(), e);
        }
    }

    /** Refuses what {@link #write} would not have written; tensor by tensor, so that no second copy of them all is made. */
    private static void requireCanonical(
            String source, SortedMap<String, Tensor> tensors, byte[] header, ByteBuffer data) {
        List<Map.Entry<String, Tensor>> ordered = ordered(tensors);
        if (!Arrays.equals(header(ordered), header)) {
            throw wrong(source, "has a header that no bundle is written with");
        }
        int at = 0;
        for (Map.Entry<String, Tensor> entry : ordered) {
            byte[] again = entry.getValue().toBytes();
            if (!ByteBuffer.wrap(again).equals(data.slice(at, again.length))) {
                throw wrong(source + "#/" + entry.getKey(), "has numbers in bits that no bundle is written with");
            }
            at += again.length;
        }
    }

    private static SortedMap<String, Tensor> tensors(String source, JsonPlace header, ByteBuffer data) {
        record Range(long begin, long end, String name) {}
        List<Range> ranges = new ArrayList<>();
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (Map.Entry<String, JsonPlace> entry : header.fields().entrySet()) {
            JsonPlace json = entry.getValue();
            List<JsonPlace> offsets = json.field("data_offsets").items();
            if (offsets.size() != 2) {
                throw wrong(json.place(), "has " + offsets.size() + " data offsets");
            }
            long begin = offsets.get(0).integer();
            long end = offsets.get(1).integer();
            if (begin < 0 || end < begin || end > data.capacity()) {
                throw wrong(json.place(), "lies outside of the data");
            }
            ranges.add(new Range(begin, end, entry.getKey()));
            tensors.put(entry.getKey(), tensor(json, data.slice((int) begin, (int) (end - begin))));
        }
        ranges.sort(
                (a, b) -> a.begin() != b.begin() ? Long.compare(a.begin(), b.begin()) : Long.compare(a.end(), b.end()));
        long covered = 0;
        for (Range range : ranges) {
            if (range.begin() != covered) {
                throw wrong(source + "#/" + range.name(), "overlaps another tensor or leaves a hole before it");
            }
            covered = range.end();
        }
        if (covered != data.capacity()) {
            throw wrong(source, "has " + (data.capacity() - covered) + " bytes that belong to no tensor");
        }
        return tensors;
    }

    private static Tensor tensor(JsonPlace json, ByteBuffer data) {
        String dtype = json.field("dtype").text();
        Tensor.Type type = switch (dtype) {
            case "F32" -> Tensor.Type.F32;
            case "F64" -> Tensor.Type.F64;
            case "U8" -> Tensor.Type.U8;
            case "I32" -> Tensor.Type.I32;
            case "I64" -> Tensor.Type.I64;
            default -> throw wrong(json.place(), "has numbers of type " + dtype);
        };
        List<Integer> shape =
                json.field("shape").items().stream().map(JsonPlace::int32).toList();
        try {
            return Tensor.read(type, shape, data);
        } catch (ShapeException e) {
            throw wrong(json.place(), e.findings().get(0).message());
        }
    }

    private static BundleRejectedException wrong(String place, String message) {
        return BundleRejectedException.of(
                "bundle.tensors", place, message, "the file is damaged or written by a newer mlstack: fetch it again");
    }
}
