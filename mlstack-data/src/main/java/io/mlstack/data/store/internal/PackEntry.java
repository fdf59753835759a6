package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/**
 * Where an object lies.
 *
 * @param pack the blob
 * @param offset of its first byte in the pack
 * @param length in bytes
 * @param crc CRC32C (RFC 3720) of its bytes
 */
record PackEntry(Digest pack, ObjectKind kind, Digest id, long offset, int length, int crc) {

    String place() {
        return PackFormat.key(pack) + " at byte " + offset;
    }
}
