package io.mlstack.s3;

import static io.mlstack.s3.FaultyPlace.code;
import static io.mlstack.s3.FaultyPlace.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store opens where its promises can be kept, and says why where they cannot. */
class OpeningTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final FaultyPlace place = new FaultyPlace();

    @AfterEach
    void close() {
        place.close();
    }

    /** Such a server would answer 200 to two commits of one number, and keep one. */
    @Test
    void serverThatIgnoresTheConditionIsRefused() {
        place.faults(Faults.each(LockingProxy.Request::isPut, Fault.CONDITION_IGNORED));
        assertThat(failure(place::open))
                .hasMessageContainingAll(
                        place.location + "/staging/conditional-writes", "ignores If-None-Match", "conditional writes");
        assertThat(code(place::open)).isEqualTo("blob.unconditional");
    }

    @Test
    void serverThatDoesNotKnowTheConditionIsRefused() {
        place.faults(Faults.each(LockingProxy.Request::isPut, Fault.NOT_IMPLEMENTED));
        assertThat(code(place::open)).isEqualTo("blob.unconditional");
    }

    @Test
    void serverThatLosesMetadataIsRefused() {
        place.faults(Faults.each(LockingProxy.Request::isPut, Fault.METADATA_LOST));
        assertThat(code(place::open)).isEqualTo("blob.no-metadata");
    }

    @Test
    void provedPlaceIsOpenedWithOneRequest() {
        place.open();
        long before = place.proxy.requests();
        place.open();
        assertThat(place.proxy.requests() - before).isEqualTo(1);
    }

    @Test
    void proofIsNoObjectOfTheStore() {
        assertThat(place.open().list("")).isEmpty();
    }

    @Test
    void proofWhoseAnswersAreLostIsAProof() {
        place.faults(Faults.first(
                LockingProxy.Request::isPut, Fault.ANSWER_LOST, Fault.CONFLICT, Fault.BUSY, Fault.BUSY_AFTER_SUCCESS));
        assertThat(place.open().putIfAbsent("k", CONTENT)).isTrue();
    }

    @Test
    void whoMayOnlyReadReadsAndIsToldWhatWritingNeeds() {
        place.openOther().putIfAbsent("k", CONTENT);
        place.faults(Faults.each(LockingProxy.Request::isPut, Fault.DENIED));
        S3BlobStore store = place.open();
        assertThat(store.read("k")).isEqualTo(CONTENT);
        assertThat(store.putIfAbsent("k", CONTENT)).isFalse();
        assertThat(failure(() -> store.putIfAbsent("l", CONTENT)))
                .hasMessageContainingAll("403 AccessDenied", "s3:PutObject");
        assertThat(code(() -> store.putIfAbsent("l", CONTENT))).isEqualTo("blob.denied");
        place.faults(request -> Fault.NONE);
        assertThat(store.putIfAbsent("l", CONTENT)).isTrue();
    }

    @Test
    void missingBucketIsNamed() {
        assertThat(failure(() -> S3BlobStore.at(place.client, "s3://no-such-bucket/x")))
                .hasMessageContainingAll("s3://no-such-bucket/x", "404 NoSuchBucket", "create the bucket");
    }

    @Test
    void storesBesideAndInEachOtherDoNotMix() {
        S3BlobStore store = place.open();
        S3BlobStore beside = S3BlobStore.at(place.client, place.location + "-b/");
        store.putIfAbsent("k", CONTENT);
        assertThat(beside.list("")).isEmpty();
        assertThat(beside.putIfAbsent("k", CONTENT)).isTrue();
        assertThat(beside).hasToString(place.location + "-b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bucket/x",
                "http://bucket/x",
                "s3:/bucket",
                "s3://B/x",
                "s3://b",
                "s3://bucket//x",
                "s3://bucket/a b"
            })
    void locationThatIsNoneIsNamed(String location) {
        assertThatThrownBy(() -> S3Location.parse(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("\"" + location + "\"", "s3://bucket/prefix");
    }

    @Test
    void locationsAreBucketAndPrefix() {
        assertThat(S3Location.parse("s3://my.bucket")).isEqualTo(new S3Location("my.bucket", ""));
        assertThat(S3Location.parse("s3://my-bucket/")).isEqualTo(new S3Location("my-bucket", ""));
        assertThat(S3Location.parse("s3://bucket/staging/a/")).isEqualTo(new S3Location("bucket", "staging/a"));
        assertThat(S3Location.parse("s3://bucket").objectKey("k")).isEqualTo("k");
        assertThat(S3Location.parse("s3://bucket/a").key("a/b/k")).isEqualTo("b/k");
    }

    @Test
    void defaultChainsFindRegionCredentialsAndEndpoint() {
        String endpoint = place.proxy.endpoint().toString().replace("localhost", "127.0.0.1");
        Map<String, String> settings = Map.of(
                "aws.endpointUrlS3", endpoint,
                "aws.region", "eu-central-1",
                "aws.accessKeyId", "id",
                "aws.secretAccessKey", "secret");
        settings.forEach(System::setProperty);
        try (S3BlobStore store = S3BlobStore.at(place.location)) {
            assertThat(store.putIfAbsent("k", CONTENT)).isTrue();
            assertThat(place.openOther().read("k")).isEqualTo(CONTENT);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void storeStartsNoThreads() {
        S3BlobStore warm = place.open();
        warm.putIfAbsent("k", CONTENT);
        Set<String> names = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> Stream.of("sdk", "aws", "idle-connection").anyMatch(name::startsWith))
                .collect(Collectors.toSet());
        assertThat(names).isEmpty();
    }
}
