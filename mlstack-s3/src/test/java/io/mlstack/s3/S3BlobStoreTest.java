package io.mlstack.s3;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.BlobStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest extends BlobStoreContract {

    private static LockingProxy proxy;
    private static S3Client client;

    private final String location = S3Server.location();

    @BeforeAll
    static void connect() {
        proxy = S3Server.proxy(request -> Fault.NONE);
        client = Clients.client(proxy.endpoint());
    }

    @AfterAll
    static void disconnect() {
        client.close();
        proxy.close();
    }

    @Override
    protected BlobStore openStore() {
        return S3BlobStore.at(client, location);
    }

    @Override
    protected int rounds() {
        return 5;
    }
}
