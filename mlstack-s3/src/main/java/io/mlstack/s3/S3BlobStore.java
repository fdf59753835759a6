package io.mlstack.s3;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Objects in a bucket of Amazon S3, or of a server that speaks its protocol: the key is that of the object, below a prefix.
 *
 * <pre>{@code
 * DatasetStore store = DatasetStore.open(S3BlobStore.at("s3://team-bucket/datasets"));
 * }</pre>
 *
 * <p>An object is created by {@code PutObject} with {@code If-None-Match: *}, or in parts of 64 MiB and more that are
 * completed on the same condition; each upload carries its CRC32C, which the server checks, and which is checked again when
 * the whole object is read. Every object names the call that wrote it in its metadata, so an answer that was lost, or a
 * request that the SDK repeated, is not taken for a race lost. What passes (409, 429, 5xx, broken connections) is tried
 * again up to eight times with growing random pauses, 6 seconds in all, on top of what the client does; then it is an {@link
 * io.mlstack.api.error.UnavailableException}. A reader whose connection was cut goes on from there.
 *
 * <p>Opening proves that the server keeps the condition, on the object {@code staging/conditional-writes} below the prefix;
 * one that would overwrite is refused. With credentials that may only read, the place can be read.
 *
 * <p>Thread-safe. No threads of its own. An interrupt is seen between requests, pauses and chunks; a thread that waits for
 * the server goes on waiting until the time-out of its client. Limits: 5 TiB an object; 5 GiB where the server knows no
 * condition for uploads in parts. Times are whole seconds. Two calls that create {@code a} and {@code a/b} at the same moment
 * may both succeed, and of two that delete one object both may be told that they did. A process that is killed in a large
 * upload leaves invisible parts; a lifecycle rule of the bucket ({@code AbortIncompleteMultipartUpload}) removes them.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {

    private final S3Bucket bucket;
    private final Sizes sizes;
    private final Reading reading;
    private final Writing writing;
    private final Folders folders;
    private final @Nullable S3Client owned;

    private S3BlobStore(S3Bucket bucket, Sizes sizes, @Nullable S3Client owned) {
        this.bucket = bucket;
        this.sizes = sizes;
        this.reading = new Reading(bucket);
        this.writing = new Writing(bucket, new ConditionalWrites(bucket), sizes);
        this.folders = new Folders(bucket);
        this.owned = owned;
    }

    /**
     * The store at {@code location}, over a client of its own with the SDK's default chains for region and credentials
     * (environment, system properties, profile, container, instance).
     *
     * @param location {@code s3://bucket/prefix}; the bucket must exist
     * @throws io.mlstack.api.error.InvalidInputException if it is no such location
     * @throws io.mlstack.api.error.StorageException if the bucket cannot be reached, or its server overwrites
     */
    public static S3BlobStore at(String location) {
        S3Location parsed = S3Location.parse(location);
        S3Client client = client(parsed);
        try {
            return new S3BlobStore(bucket(client, parsed), Sizes.S3, client);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * As {@link #at(String)}, over a client of the caller, which stays open.
     *
     * @param client with any HTTP client, endpoint, region, credentials and time-outs
     */
    public static S3BlobStore at(S3Client client, String location) {
        requireNonNull(client, "client");
        return new S3BlobStore(bucket(client, S3Location.parse(location)), Sizes.S3, null);
    }

    /** As {@link #at(S3Client, String)}, for tests. */
    static S3BlobStore at(S3Client client, String location, Retry retry, Sizes sizes) {
        return new S3BlobStore(new S3Bucket(client, S3Location.parse(location), retry), sizes, null);
    }

    private static S3Bucket bucket(S3Client client, S3Location location) {
        return new S3Bucket(client, location, Retry.of(UUID.randomUUID().getMostSignificantBits()));
    }

    /** Without the SDK's own attempts, because the store makes them, and over the JDK's connections. */
    private static S3Client client(S3Location location) {
        try {
            return S3Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .crossRegionAccessEnabled(true)
                    .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .build();
        } catch (SdkException e) {
            throw Failures.of(Action.READ, location.toString(), e, 1);
        }
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        BlobKey.check(key);
        requireNonNull(content, "content");
        boolean created = !folders.isTaken(key) && writing.create(key, content);
        folders.remember(key);
        return created;
    }

    @Override
    public byte[] read(String key) {
        return reading.whole(BlobKey.check(key));
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        return reading.range(BlobKey.check(key), offset, length);
    }

    @Override
    public InputStream open(String key) {
        return reading.open(BlobKey.check(key));
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        return bucket.head(Action.READ, BlobKey.check(key))
                .map(head -> new BlobStat(
                        key, head.contentLength(), head.lastModified().truncatedTo(ChronoUnit.SECONDS)));
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        BlobKey.checkPrefix(prefix);
        int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Listing(bucket, prefix, sizes.page()), characteristics),
                characteristics,
                false);
    }

    @Override
    public boolean delete(String key) {
        if (bucket.head(Action.DELETE, BlobKey.check(key)).isEmpty()) {
            return false;
        }
        bucket.delete(key);
        return true;
    }

    /** Closes the client that {@link #at(String)} made, if it did; nothing is lost by not closing. */
    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }

    /** {@code s3://team-bucket/datasets}. */
    @Override
    public String toString() {
        return bucket.location().toString();
    }
}
