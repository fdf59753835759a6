package io.mlstack.s3;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The requests of a store, each repeated while its failure may pass. Thread-safe. */
final class S3Bucket {

    /** The member of an object's metadata that tells which call wrote it. */
    static final String WRITER = "mlstack-writer";

    private final S3Client client;
    private final S3Location location;
    private final Retry retry;

    S3Bucket(S3Client client, S3Location location, Retry retry) {
        this.client = client;
        this.location = location;
        this.retry = retry;
    }

    S3Client client() {
        return client;
    }

    S3Location location() {
        return location;
    }

    Retry retry() {
        return retry;
    }

    /** What is known of an object; empty if there is none. */
    Optional<HeadObjectResponse> head(Action action, String key) {
        return unlessMissing(
                action,
                key,
                () -> client.headObject(r -> r.bucket(location.bucket()).key(location.objectKey(key))));
    }

    /** At most {@code max} objects of the bucket from {@code after} on, in order. */
    ListObjectsV2Response list(Action action, String prefix, @Nullable String after, int max) {
        return retry.run(
                action,
                location.place(prefix),
                number -> client.listObjectsV2(r -> r.bucket(location.bucket())
                        .prefix(location.objectKey(prefix))
                        .startAfter(after == null ? null : location.objectKey(after))
                        .maxKeys(max)));
    }

    /**
     * The bytes of an object; empty if there is none, or none with that tag.
     *
     * @param range such as {@code bytes=0-9}; null for all
     * @param etag of the version to go on with; null for the newest
     */
    Optional<ResponseInputStream<GetObjectResponse>> get(String key, @Nullable String range, @Nullable String etag) {
        return unlessMissing(Action.READ, key, () -> getOnce(key, range, etag));
    }

    /** As {@link #get}, without repeating it. */
    ResponseInputStream<GetObjectResponse> getOnce(String key, @Nullable String range, @Nullable String etag) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.objectKey(key))
                .range(range)
                .ifMatch(etag)
                .checksumMode(range == null ? ChecksumMode.ENABLED : null)
                .build();
        return client.getObject(request);
    }

    void delete(String key) {
        retry.run(
                Action.DELETE,
                location.place(key),
                number -> client.deleteObject(r -> r.bucket(location.bucket()).key(location.objectKey(key))));
    }

    /**
     * One request that creates an object, without repeating it.
     *
     * @param writer names the call
     * @throws SdkException with status 412 if the key is taken
     */
    void create(String key, String writer, RequestBody body) {
        client.putObject(
                r -> r.bucket(location.bucket())
                        .key(location.objectKey(key))
                        .ifNoneMatch("*")
                        .metadata(Map.of(WRITER, writer))
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
                body);
    }

    /**
     * Whether the object under {@code key} is the one that this call wrote: an answer that was lost on the way, or a request
     * that the SDK repeated, looks like somebody else's object. Empty if there is no object.
     */
    Optional<Boolean> isWrittenBy(String writer, String key) {
        return head(Action.WRITE, key).map(head -> writer.equals(head.metadata().get(WRITER)));
    }

    private interface Request<T> {
        T send();
    }

    private <T> Optional<T> unlessMissing(Action action, String key, Request<T> request) {
        return retry.run(action, location.place(key), number -> {
            try {
                return Optional.of(request.send());
            } catch (SdkException e) {
                if (isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** No such object, or no such version of it. The answer to HEAD has no body that would tell a missing bucket from a missing object. */
    static boolean isMissing(SdkException e) {
        int status = Failures.status(e);
        return status == 412 || status == 404 && !Failures.code(e).equals("NoSuchBucket");
    }
}
