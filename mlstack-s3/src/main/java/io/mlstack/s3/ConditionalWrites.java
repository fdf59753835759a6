package io.mlstack.s3;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Proves that the server creates an object only where there is none, which all commits stand on: one that ignores {@code
 * If-None-Match} would overwrite the record of whoever committed first, and answer 200 to both.
 *
 * <p>Tried on an object of the store's own, which stays there. So a store that was proved before costs one request, which is
 * refused as it must be. Thread-safe.
 */
final class ConditionalWrites {

    /** Below the reserved segment, so it is no object of the store. */
    static final String PROBE = BlobKey.RESERVED + "/conditional-writes";

    private static final byte[] CONTENT =
            ("mlstack was here, twice: the second time it must be refused. This object proves"
                            + " that the server honours If-None-Match; it may be deleted.\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final S3Bucket bucket;

    /** Why nothing can be written; null once it was proved that it can. */
    private volatile @Nullable StorageException denied;

    private volatile @Nullable Boolean multipart;

    /** @throws StorageException if the server does not keep the promise, or cannot be reached */
    ConditionalWrites(S3Bucket bucket) {
        this.bucket = bucket;
        this.denied = prove();
    }

    /**
     * Tries again where writing was forbidden.
     *
     * @throws StorageException if it still is
     */
    void require() {
        if (denied != null) {
            StorageException still = prove();
            denied = still;
            if (still != null) {
                throw still;
            }
        }
    }

    /** Whether large uploads are completed on the same condition; some servers know it for single requests only. */
    boolean multipart() {
        Boolean known = multipart;
        if (known == null) {
            known = proveMultipart();
            multipart = known;
        }
        return known;
    }

    /** @return why these credentials may not write, so that the place can only be read; null if they may */
    private @Nullable StorageException prove() {
        String writer = UUID.randomUUID().toString();
        try {
            if (!creates(writer)) {
                return null;
            }
            if (creates(UUID.randomUUID().toString())) {
                throw overwrites();
            }
        } catch (StorageException e) {
            if (e.findings().get(0).code().equals("blob.denied")) {
                return e;
            }
            throw e;
        }
        if (bucket.isWrittenBy(writer, PROBE).equals(Optional.of(false))) {
            throw forgets();
        }
        return null;
    }

    /** Whether the server says that it created the object. */
    private boolean creates(String writer) {
        return bucket.retry().run(Action.WRITE, bucket.location().place(PROBE), number -> {
            try {
                bucket.create(PROBE, writer, RequestBody.fromBytes(CONTENT));
                return true;
            } catch (SdkException e) {
                if (Failures.status(e) == 412) {
                    return false;
                }
                if (Failures.status(e) == 501 || Failures.code(e).equals("NotImplemented")) {
                    throw unknown(e);
                }
                throw e;
            }
        });
    }

    private boolean proveMultipart() {
        creates(UUID.randomUUID().toString());
        try (Upload upload = Upload.start(bucket, PROBE, UUID.randomUUID().toString())) {
            CompletedPart part = upload.send(1, CONTENT.length, RequestBody.fromBytes(CONTENT));
            return bucket.retry().run(Action.WRITE, bucket.location().place(PROBE), number -> {
                try {
                    upload.completeOnce(List.of(part));
                    return false;
                } catch (SdkException e) {
                    if (Failures.isPassing(e)) {
                        throw e;
                    }
                    return Failures.status(e) == 412;
                }
            });
        }
    }

    private StorageException overwrites() {
        return Failures.server(
                "blob.unconditional",
                bucket.location().place(PROBE),
                "the server ignores If-None-Match: it overwrote an object that it had to leave alone, so of two commits"
                        + " at the same time one would be lost",
                "use a server that has conditional writes, as Amazon S3 has since August 2024");
    }

    private StorageException unknown(SdkException e) {
        return Failures.server(
                "blob.unconditional",
                bucket.location().place(PROBE),
                "the server does not know If-None-Match: " + e.getMessage(),
                "use a server that has conditional writes, as Amazon S3 has since August 2024");
    }

    private StorageException forgets() {
        return Failures.server(
                "blob.no-metadata",
                bucket.location().place(PROBE),
                "the server does not keep the metadata of an object, which tell whether a write whose answer was lost"
                        + " was ours",
                "use a server that keeps x-amz-meta headers");
    }
}
