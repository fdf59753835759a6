package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Ed25519 (RFC 8032) over a manifest, by the JDK, with the checks that the JDK leaves to its callers.
 *
 * <p>What is signed is {@code "mlstack bundle manifest 1"}, a zero byte and the manifest: a signature of anything else that the key
 * signs can never be taken for one of a bundle.
 */
final class Ed25519 {

    static final int KEY_BYTES = 32;

    /** JDK 17 takes a signature with a byte appended for the signature. */
    static final int SIGNATURE_BYTES = 64;

    private static final byte[] DOMAIN = "mlstack bundle manifest 1\0".getBytes(StandardCharsets.US_ASCII);

    /** What stands before the 32 bytes of a key in its X.509 form (RFC 8410, section 10.1). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** Order of the base point: a signature whose scalar is not below it is another spelling of one whose is. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /**
     * The y coordinates of the eight points of small order: a signature under such a key proves nothing, it can be made
     * without the private key. Those of order 8 solve d y^4 + 2 y^2 = 1 (RFC 8032, section 5.1, has d).
     */
    static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022"),
            P.subtract(new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022")));

    private Ed25519() {}

    /**
     * The 32 bytes of a public key, whichever provider made it.
     *
     * @throws InvalidInputException if it is no Ed25519 key, or one that anybody can sign with
     */
    static byte[] bytes(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null
                || encoded.length != X509_PREFIX.length + KEY_BYTES
                || !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new InvalidInputException(new Finding(
                    "signature.key",
                    "public key",
                    "is a key for " + key.getAlgorithm() + ", not for Ed25519",
                    "make one with KeyPairGenerator.getInstance(\"Ed25519\")"));
        }
        byte[] raw = Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length);
        BigInteger y = y(raw, 0);
        if (y.compareTo(P) >= 0 || SMALL_ORDER.contains(y)) {
            throw new InvalidInputException(new Finding(
                    "signature.key",
                    "public key " + HexFormat.of().formatHex(raw),
                    "is not the one spelling of a point of large order, so anybody could sign with it",
                    "look where it came from, and make a new one"));
        }
        return raw;
    }

    /** @throws InvalidInputException if the keys are not for Ed25519 or do not belong together */
    static BundleSignature sign(KeyPair keys, byte[] manifest) {
        byte[] key = bytes(keys.getPublic());
        byte[] signature = sign(keys.getPrivate(), manifest);
        if (!verify(key, manifest, signature)) {
            throw new InvalidInputException(new Finding(
                    "signature.key",
                    "key pair",
                    "the public key does not belong to the private one",
                    "pass the two that were made together"));
        }
        return new BundleSignature(Signatures.hex(key), Signatures.hex(signature));
    }

    private static byte[] sign(PrivateKey key, byte[] manifest) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(DOMAIN);
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new InvalidInputException(
                    new Finding(
                            "signature.key",
                            "private key for " + key.getAlgorithm(),
                            "does not sign with Ed25519: " + e.getMessage(),
                            "make a pair with KeyPairGenerator.getInstance(\"Ed25519\")"),
                    e);
        }
    }

    /** Whether {@code signature} was made over the manifest with the private key to {@code key}. */
    static boolean verify(byte[] key, byte[] manifest, byte[] signature) {
        if (!isCanonical(signature)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(key));
            verifier.update(DOMAIN);
            verifier.update(manifest);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // so says the JDK of a point that is not on the curve
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** The length, the point's coordinate and the scalar are what RFC 8032 (section 5.1.7) lets a signature have. */
    static boolean isCanonical(byte[] signature) {
        return signature.length == SIGNATURE_BYTES
                && y(signature, 0).compareTo(P) < 0
                && number(signature, KEY_BYTES).compareTo(L) < 0;
    }

    private static BigInteger y(byte[] bytes, int offset) {
        return number(bytes, offset).clearBit(8 * KEY_BYTES - 1);
    }

    private static BigInteger number(byte[] littleEndian, int offset) {
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bigEndian[KEY_BYTES - 1 - i] = littleEndian[offset + i];
        }
        return new BigInteger(1, bigEndian);
    }
}
