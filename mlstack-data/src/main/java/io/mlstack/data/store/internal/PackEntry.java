package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/**
 * Where an object lies.
 *
 * @param pack the blob
 * @param offset of its first byte in the pack
 * @param length in bytes, as it lies there
 * @param crc CRC32C (RFC 3720) of these bytes
 * @param compression of these bytes
 * @param plainLength in bytes, without compression
 */
record PackEntry(
        Digest pack,
        ObjectKind kind,
        Digest id,
        long offset,
        int length,
        int crc,
        Compression compression,
        int plainLength) {

    PackEntry in(Digest otherPack) {
        return new PackEntry(otherPack, kind, id, offset, length, crc, compression, plainLength);
    }

    String place() {
        return PackFormat.key(pack) + " at byte " + offset;
    }
}
