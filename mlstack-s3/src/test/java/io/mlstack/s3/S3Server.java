package io.mlstack.s3;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/** One S3 server in this process for all tests; each test works below a prefix of its own. */
final class S3Server {

    static final String BUCKET = "team-bucket";

    private static final S3MockApplication MOCK = S3MockApplication.start(new HashMap<>(Map.of(
            S3MockApplication.PROP_HTTP_PORT,
            0,
            S3MockApplication.PROP_HTTPS_PORT,
            0,
            S3MockApplication.PROP_SILENT,
            true,
            "com.adobe.testing.s3mock.store.initialBuckets",
            BUCKET,
            "com.adobe.testing.s3mock.max-payload-size",
            "64MB")));

    static {
        // The server makes itself ready on its first request, which takes longer than clients of tests wait.
        try (S3Client client = Clients.client(URI.create(target()), Duration.ofMinutes(1))) {
            client.headBucket(r -> r.bucket(BUCKET));
        }
    }

    private S3Server() {}

    /** Without TLS, whose certificate no client of a test would trust; the other port is the one with TLS. */
    @SuppressWarnings("deprecation")
    private static String target() {
        return "http://localhost:" + MOCK.getHttpPort();
    }

    /** A way to the server on which requests go wrong as {@code faults} says. */
    static LockingProxy proxy(Function<LockingProxy.Request, Fault> faults) {
        try {
            return new LockingProxy(target(), faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new place in the bucket. */
    static String location() {
        return "s3://" + BUCKET + "/" + UUID.randomUUID();
    }
}
