package io.mlstack.serve.bundle;

/**
 * A signature that a bundle carries. That it is there says nothing: {@link Bundle#signedBy} and {@link Trust} verify.
 *
 * @param key the Ed25519 public key that it claims, as 64 hexadecimal digits in lower case; {@link Trust#keyId} of that key
 * @param signature 128 hexadecimal digits in lower case
 */
public record BundleSignature(String key, String signature) {

    /** {@code signature by 8a88e3dd7409}. */
    @Override
    public String toString() {
        return "signature by " + Signatures.shortId(key);
    }
}
