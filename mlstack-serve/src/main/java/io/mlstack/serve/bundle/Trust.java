package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose signature a bundle must carry to be used. Signatures are by Ed25519 over the manifest, which holds the digests of all
 * other entries; they are verified before anything but the manifest is read. Immutable.
 *
 * <p>Only keys that are named here count: a signature by an unknown key is neither trusted nor held against a bundle, because
 * others may sign for their own readers. A signature that claims a trusted key and is not by it is always an error, even
 * beside a good one.
 *
 * <pre>{@code
 * Bundle signed = bundle.sign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
 * Bundle.open(file, Trust.require(releaseKey));
 * }</pre>
 */
public final class Trust {

    private enum Policy {
        REQUIRE,
        IF_PRESENT,
        OFF
    }

    private static final Trust OFF = new Trust(Policy.OFF, Set.of());

    private final Policy policy;
    private final Set<String> keys;

    private Trust(Policy policy, Set<String> keys) {
        this.policy = policy;
        this.keys = Collections.unmodifiableSet(new TreeSet<>(keys));
    }

    /**
     * Use only what one of these keys has signed. A bundle whose signatures were removed is refused.
     *
     * @throws InvalidInputException if there is no key, or one that is no sound Ed25519 key
     */
    public static Trust require(PublicKey... keys) {
        return new Trust(Policy.REQUIRE, ids(keys));
    }

    /**
     * Use what nobody has signed; of what is signed, only what one of these keys has signed. For the time in which signing is
     * introduced: whoever can change the file can also remove its signatures.
     *
     * @throws InvalidInputException if there is no key, or one that is no sound Ed25519 key
     */
    public static Trust ifPresent(PublicKey... keys) {
        return new Trust(Policy.IF_PRESENT, ids(keys));
    }

    /** Verify no signature: for bundles that come from where nobody else can write. */
    public static Trust off() {
        return OFF;
    }

    /**
     * The name of a key in bundles and messages: its 32 bytes as hexadecimal digits.
     *
     * @throws InvalidInputException if it is no sound Ed25519 key
     */
    public static String keyId(PublicKey key) {
        return Signatures.hex(Ed25519.bytes(key));
    }

    private static Set<String> ids(PublicKey... keys) {
        if (keys.length == 0) {
            throw new InvalidInputException(new Finding(
                    "trust.no-key", "trust", "names no key, so nothing can be verified", "name a key, or say off()"));
        }
        return Arrays.stream(keys).map(Trust::keyId).collect(Collectors.toSet());
    }

    /** @throws BundleRejectedException if the policy does not let the bundle through */
    void check(Signatures signatures, byte[] manifest, String place) {
        if (policy == Policy.OFF
                || (policy == Policy.IF_PRESENT && signatures.byKey().isEmpty())) {
            return;
        }
        if (signatures.byKey().isEmpty()) {
            throw rejected("bundle.unsigned", place, "the bundle is not signed, and must be by " + names(keys));
        }
        List<BundleSignature> trusted = signatures.list().stream()
                .filter(signature -> keys.contains(signature.key()))
                .toList();
        if (trusted.isEmpty()) {
            throw rejected(
                    "bundle.untrusted",
                    place,
                    "signed by " + names(signatures.byKey().keySet()) + ", none of which is " + names(keys));
        }
        for (BundleSignature signature : trusted) {
            if (!verify(signature, manifest)) {
                throw rejected(
                        "bundle.signature", place, "the " + signature + " is not by that key over this manifest");
            }
        }
    }

    static boolean verify(BundleSignature signature, byte[] manifest) {
        HexFormat hex = HexFormat.of();
        return Ed25519.verify(hex.parseHex(signature.key()), manifest, hex.parseHex(signature.signature()));
    }

    private static String names(Set<String> keys) {
        return keys.stream().map(Signatures::shortId).collect(Collectors.joining(" or "));
    }

    private static BundleRejectedException rejected(String code, String place, String message) {
        return BundleRejectedException.of(
                code, place, message, "do not use the bundle: ask who made it, or sign it with a key you trust");
    }

    /** {@code require a signature by 8a88e3dd7409 or f0293baa52ca}. */
    @Override
    public String toString() {
        return switch (policy) {
            case REQUIRE -> "require a signature by " + names(keys);
            case IF_PRESENT -> "where there are signatures, one by " + names(keys);
            case OFF -> "verify no signature";
        };
    }
}
