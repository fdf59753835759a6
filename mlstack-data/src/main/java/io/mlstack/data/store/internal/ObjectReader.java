package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/** Where objects come from. Thread-safe. */
interface ObjectReader {

    /**
     * The bytes of an object, checked against their checksum; nobody changes them.
     *
     * @throws io.mlstack.api.error.CorruptDataException if there is no such object or its bytes are damaged
     */
    byte[] read(ObjectKind kind, Digest id);

    /** Where the object lies, for messages. */
    String place(ObjectKind kind, Digest id);
}
