package io.mlstack.api.blob;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 by the JDK's provider, with the instructions of the processor where it has them. */
final class JdkSha256 implements Sha256 {

    private final MessageDigest sha;

    JdkSha256() {
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        sha.update(bytes, offset, length);
    }

    @Override
    public void update(ByteBuffer bytes) {
        sha.update(bytes);
    }

    @Override
    public byte[] digest() {
        return sha.digest();
    }
}
