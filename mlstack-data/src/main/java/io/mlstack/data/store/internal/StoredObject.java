package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An object and its name, the SHA-256 over kind (1 byte), length (8 bytes, little-endian) and bytes.
 *
 * @param bytes canonical: equal content has equal bytes; nobody changes them
 */
record StoredObject(ObjectKind kind, Digest id, byte[] bytes) {

    static StoredObject of(ObjectKind kind, byte[] bytes) {
        return new StoredObject(kind, idOf(kind, bytes), bytes);
    }

    static Digest idOf(ObjectKind kind, byte[] bytes) {
        byte[] head = ByteBuffer.allocate(1 + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind.code())
                .putLong(bytes.length)
                .array();
        return Digest.builder().add(head).add(bytes).build();
    }
}
