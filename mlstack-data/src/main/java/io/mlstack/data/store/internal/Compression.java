package io.mlstack.data.store.internal;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/**
 * How the bytes of an object lie in a pack: as they are, so that they can be mapped, or compressed by Zstandard (RFC 8878) where
 * that saves a quarter. The id of an object is a digest of its plain bytes and does not depend on this.
 */
enum Compression {
    /** As they are. */
    NONE(0),
    /** One frame of Zstandard. */
    ZSTD(1);

    private static final int SMALLEST = 1 << 10;
    private static final int SAMPLE = 4 << 10;

    private final byte code;

    Compression(int code) {
        this.code = (byte) code;
    }

    /** The stored form of the choice; never changes. */
    byte code() {
        return code;
    }

    static Compression ofCode(int code, ByteSource in) {
        for (Compression compression : values()) {
            if (compression.code == code) {
                return compression;
            }
        }
        throw in.corrupt("has an object of unknown compression " + code);
    }

    /** Bytes as they lie in a pack. */
    record Packed(Compression compression, byte[] bytes) {}

    /** Compresses pages and sketches that a sample of 4 KiB says are worth it; the others are digests mostly. */
    static Packed pack(ObjectKind kind, byte[] plain) {
        boolean worthTrying = (kind == ObjectKind.PAGE || kind == ObjectKind.SKETCH) && plain.length >= SMALLEST;
        if (worthTrying && savesOnSample(plain)) {
            byte[] packed = zstd(plain, 0, plain.length);
            if (saves(packed.length, plain.length)) {
                return new Packed(ZSTD, packed);
            }
        }
        return new Packed(NONE, plain);
    }

    private static boolean savesOnSample(byte[] plain) {
        return plain.length <= 2 * SAMPLE || saves(zstd(plain, (plain.length - SAMPLE) / 2, SAMPLE).length, SAMPLE);
    }

    private static boolean saves(int packed, int plain) {
        return packed <= plain - plain / 4;
    }

    private static byte[] zstd(byte[] plain, int offset, int length) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(length)];
        return Arrays.copyOf(out, compressor.compress(plain, offset, length, out, 0, out.length));
    }

    /** @throws io.mlstack.api.error.CorruptDataException if the bytes do not unpack to {@code length} bytes */
    byte[] unpack(byte[] packed, int length, String place) {
        switch (this) {
            case NONE -> {
                if (packed.length == length) {
                    return packed;
                }
            }
            case ZSTD -> {
                try {
                    if (ZstdDecompressor.getDecompressedSize(packed, 0, packed.length) == length) {
                        byte[] plain = new byte[length];
                        new ZstdDecompressor().decompress(packed, 0, packed.length, plain, 0, length);
                        return plain;
                    }
                } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException e) {
                    // The library checks most of a frame, and lets the array check the rest.
                    throw ByteSource.corrupt(place, "does not decompress: " + e.getMessage());
                }
            }
        }
        throw ByteSource.corrupt(place, "has another length than its index says");
    }
}
