package io.mlstack.s3;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the tests' server; child processes use them too, without a server of their own. */
final class Clients {

    /** How long they wait for an answer. */
    static final Duration TIME_OUT = Duration.ofSeconds(2);

    private Clients() {}

    /** Without attempts of its own, as {@link S3BlobStore#at(String)} makes it. */
    static S3Client client(URI endpoint) {
        return client(endpoint, TIME_OUT);
    }

    static S3Client client(URI endpoint, Duration timeOut) {
        return builder(endpoint, timeOut)
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** With attempts of its own, as callers have it. */
    static S3Client repeatingClient(URI endpoint) {
        return builder(endpoint, TIME_OUT).build();
    }

    private static S3ClientBuilder builder(URI endpoint, Duration timeOut) {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(timeOut))
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }
}
