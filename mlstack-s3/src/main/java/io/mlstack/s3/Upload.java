package io.mlstack.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object that goes up in parts, of which a broken connection costs one. Nobody sees it before {@link #completeOnce}; what
 * is not completed is aborted on closing. For one thread.
 */
final class Upload implements AutoCloseable {

    private static final Logger LOG = System.getLogger(S3BlobStore.class.getName());

    private final S3Bucket bucket;
    private final String key;
    private final String id;
    private boolean completed;

    private Upload(S3Bucket bucket, String key, String id) {
        this.bucket = bucket;
        this.key = key;
        this.id = id;
    }

    static Upload start(S3Bucket bucket, String key, String writer) {
        S3Location location = bucket.location();
        String id = bucket.retry()
                .run(
                        Action.WRITE,
                        location.place(key),
                        number -> bucket.client()
                                .createMultipartUpload(r -> r.bucket(location.bucket())
                                        .key(location.objectKey(key))
                                        .metadata(Map.of(S3Bucket.WRITER, writer))
                                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                                        .checksumType(ChecksumType.FULL_OBJECT))
                                .uploadId());
        return new Upload(bucket, key, id);
    }

    /** Sends a part, from 1, without repeating it. */
    CompletedPart send(int number, long length, RequestBody body) {
        UploadPartResponse response = bucket.client()
                .uploadPart(
                        r -> r.bucket(bucket.location().bucket())
                                .key(bucket.location().objectKey(key))
                                .uploadId(id)
                                .partNumber(number)
                                .contentLength(length)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
                        body);
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32C(response.checksumCRC32C())
                .build();
    }

    /**
     * Makes the parts an object if there is none, without repeating the request.
     *
     * @throws SdkException with status 412 if the key is taken
     */
    void completeOnce(List<CompletedPart> parts) {
        bucket.client()
                .completeMultipartUpload(r -> r.bucket(bucket.location().bucket())
                        .key(bucket.location().objectKey(key))
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .multipartUpload(upload -> upload.parts(parts)));
        completed = true;
    }

    /** The object is there although no answer said so. */
    void completedUnheard() {
        completed = true;
    }

    @Override
    public void close() {
        if (completed) {
            return;
        }
        // A thread that was interrupted cleans up all the same: what stays is invisible and costs money.
        boolean interrupted = Thread.interrupted();
        try {
            bucket.client()
                    .abortMultipartUpload(r -> r.bucket(bucket.location().bucket())
                            .key(bucket.location().objectKey(key))
                            .uploadId(id));
        } catch (SdkException e) {
            if (Failures.status(e) != 404) {
                String place = bucket.location().place(key);
                LOG.log(Level.WARNING, "parts of " + place + " were left behind as upload " + id, e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
