package io.mlstack.s3;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.s3.S3Client;

/** A place in the bucket, the way to it on which requests go wrong, and a second way on which they do not. */
final class FaultyPlace implements AutoCloseable {

    final String location = S3Server.location();
    final LockingProxy proxy = S3Server.proxy(request -> Fault.NONE);
    final S3Client client = Clients.client(proxy.endpoint());
    final LockingProxy other = S3Server.proxy(request -> Fault.NONE);
    final S3Client otherClient = Clients.client(other.endpoint());

    /** The pauses of {@link #open}, which are not slept. */
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    S3BlobStore open() {
        return open(Sizes.S3);
    }

    S3BlobStore open(Sizes sizes) {
        return open(sizes, 1);
    }

    S3BlobStore open(Sizes sizes, long seed) {
        return S3BlobStore.at(client, location, new Retry(seed, pauses::add), sizes);
    }

    /** A store whose requests do not go wrong. */
    S3BlobStore openOther() {
        return S3BlobStore.at(otherClient, location);
    }

    void faults(Function<LockingProxy.Request, Fault> faults) {
        proxy.faults(faults);
    }

    static StorageException failure(ThrowingCallable call) {
        return catchThrowableOfType(StorageException.class, call);
    }

    static String code(ThrowingCallable call) {
        return failure(call).findings().get(0).code();
    }

    @Override
    public void close() {
        client.close();
        otherClient.close();
        proxy.close();
        other.close();
    }
}
