package io.mlstack.s3;

import static io.mlstack.s3.FaultyPlace.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large objects go up in parts and appear at once, where there is none. */
class UploadInPartsTest {

    /** The least that S3 takes for all parts but the last. */
    private static final int PART = 5 << 20;

    private static final Sizes SIZES = new Sizes(Sizes.S3.whole(), PART, 1000);
    private static final Predicate<LockingProxy.Request> SENDS = request ->
            request.isPut() && request.query() != null && request.query().contains("partNumber=2");
    private static final Predicate<LockingProxy.Request> COMPLETES =
            request -> request.method().equals("POST") && request.query().startsWith("uploadId=");

    private final FaultyPlace place = new FaultyPlace();
    private final byte[] content = content();

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void largeObjectIsReadBackAsItWasPut() throws IOException {
        S3BlobStore store = place.open(SIZES);
        AtomicInteger opened = new AtomicInteger();
        assertThat(store.putIfAbsent("large", counting(opened))).isTrue();
        assertThat(opened).hasValue(1);
        assertThat(Digest.of(store.read("large"))).isEqualTo(Digest.of(content));
        assertThat(store.read("large", PART - 1, 3))
                .containsExactly(content[PART - 1], content[PART], content[PART + 1]);
        assertThat(uploads()).isZero();
        assertThat(store.putIfAbsent("large", content)).isFalse();
    }

    @Test
    void partThatIsLostIsSentAgain() {
        S3BlobStore store = place.open(SIZES);
        place.faults(Faults.first(SENDS, Fault.CUT, Fault.BUSY, Fault.ANSWER_LOST));
        assertThat(store.putIfAbsent("large", content)).isTrue();
        assertThat(Digest.of(store.read("large"))).isEqualTo(Digest.of(content));
    }

    @Test
    void completionWhoseAnswerWasLostIsStillOurs() {
        S3BlobStore store = place.open(SIZES);
        store.putIfAbsent("large-enough-to-prove", content);
        place.faults(Faults.first(COMPLETES, Fault.CONFLICT, Fault.ANSWER_LOST));
        assertThat(store.putIfAbsent("large", content)).isTrue();
        assertThat(Digest.of(store.read("large"))).isEqualTo(Digest.of(content));
    }

    /** S3Mock removes the object itself with an upload that is aborted, so the request is seen here and goes no further. */
    @Test
    void loserOfTheRaceLeavesTheWinnersObjectAndAbortsItsParts() {
        S3BlobStore store = place.open(SIZES);
        S3BlobStore faster = place.openOther();
        AtomicInteger aborted = new AtomicInteger();
        place.faults(request -> {
            if (SENDS.test(request)) {
                faster.putIfAbsent("large", new byte[] {1, 2, 3});
            }
            boolean aborts = request.method().equals("DELETE") && request.path().endsWith("/large");
            return aborts && aborted.incrementAndGet() > 0 ? Fault.NOT_FOUND : Fault.NONE;
        });
        assertThat(store.putIfAbsent("large", content)).isFalse();
        assertThat(store.read("large")).containsExactly(1, 2, 3);
        assertThat(aborted).hasValue(1);
    }

    @Test
    void sourceThatFailsInALaterPartLeavesNothing() {
        S3BlobStore store = place.open(SIZES);
        BlobSource shorter = new BlobSource() {
            @Override
            public long size() {
                return content.length + 1;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
        assertThat(failure(() -> store.putIfAbsent("large", shorter))).hasMessageContaining("announced");
        assertThat(store.list("")).isEmpty();
        assertThat(uploads()).isZero();
    }

    /** Some servers know the condition for single requests only; those take up to 5 GiB. */
    @Test
    void serverWithoutTheConditionForPartsGetsOneRequest() {
        S3BlobStore store = place.open(new Sizes(content.length, PART, 1000));
        place.faults(Faults.each(COMPLETES, Fault.CONDITION_IGNORED));
        assertThat(store.putIfAbsent("large", content)).isTrue();
        assertThat(Digest.of(store.read("large"))).isEqualTo(Digest.of(content));
        byte[] larger = new byte[content.length + 1];
        assertThatThrownBy(() -> store.putIfAbsent("larger", larger))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("/larger", String.valueOf(larger.length), "no condition for uploads in parts");
        assertThat(store.stat("larger")).isEmpty();
    }

    @Test
    void partsOfLargeObjectsAreFewEnough() {
        assertThat(Sizes.S3.partOf(1L << 30)).isEqualTo(64L << 20);
        assertThat(Sizes.S3.partOf(5L << 40) * 10_000).isGreaterThanOrEqualTo(5L << 40);
        assertThatThrownBy(() -> Sizes.S3.requireParts("s3://b/k", (5L << 40) + 1))
                .isInstanceOf(InvalidInputException.class);
    }

    private int uploads() {
        return place.otherClient
                .listMultipartUploads(r -> r.bucket(S3Server.BUCKET)
                        .prefix(S3Location.parse(place.location).prefix()))
                .uploads()
                .size();
    }

    private BlobSource counting(AtomicInteger opened) {
        return new BlobSource() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new ByteArrayInputStream(content);
            }
        };
    }

    private static byte[] content() {
        byte[] bytes = new byte[2 * PART + 12_345];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8) * 17 + (i >>> 16));
        }
        return bytes;
    }
}
