package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who vouches for a bundle. */
class SignedBundleTest {

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final KeyPair ANA = pair();
    private static final KeyPair BEN = pair();
    private static final KeyPair EVE = pair();
    private static final Bundle UNSIGNED = PetModel.bundle(.5);
    private static final Bundle SIGNED = UNSIGNED.sign(ANA);

    @Test
    void whatATrustedKeyHasSignedIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pets.mlb");
        SIGNED.writeTo(file);
        Bundle read = Bundle.open(file, Trust.require(BEN.getPublic(), ANA.getPublic()));

        assertThat(read.signedBy(ANA.getPublic())).isTrue();
        assertThat(read.signedBy(BEN.getPublic())).isFalse();
        assertThat(read.signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.key()).isEqualTo(Trust.keyId(ANA.getPublic())));
        assertThat(read.toBytes()).isEqualTo(SIGNED.toBytes());
        assertThat(Bundle.read(new ByteArrayInputStream(SIGNED.toBytes()), Trust.require(ANA.getPublic())))
                .isEqualTo(SIGNED);
    }

    @Test
    void signingChangesNeitherIdNorContent() {
        assertThat(SIGNED).isEqualTo(UNSIGNED);
        assertThat(SIGNED.id()).isEqualTo(UNSIGNED.id());
        assertThat(SIGNED.entries()).isEqualTo(UNSIGNED.entries());
        assertThat(SIGNED.toString())
                .contains("claims signatures by " + Trust.keyId(ANA.getPublic()).substring(0, 12));
        assertThat(UNSIGNED.signatures()).isEmpty();
        assertThat(UNSIGNED.signedBy(ANA.getPublic())).isFalse();
    }

    @Test
    void severalSignInAnyOrderAndOnceEach() {
        Bundle both = SIGNED.sign(BEN);

        assertThat(both.signatures()).hasSize(2);
        assertThat(both.sign(ANA).toBytes()).isEqualTo(both.toBytes());
        assertThat(UNSIGNED.sign(BEN).sign(ANA).toBytes()).isEqualTo(both.toBytes());
        assertThat(read(both, Trust.require(ANA.getPublic()))).isEqualTo(both);
        assertThat(read(both, Trust.require(BEN.getPublic()))).isEqualTo(both);
    }

    @Test
    void whatNobodyOrOnlyAStrangerHasSignedIsRefusedWhereASignatureIsRequired() {
        assertRejected(UNSIGNED.toBytes(), Trust.require(ANA.getPublic()), "is not signed");
        assertRejected(UNSIGNED.sign(EVE).toBytes(), Trust.require(ANA.getPublic(), BEN.getPublic()), "none of which");
    }

    @Test
    void aBundleWhoseSignaturesWereStrippedIsRefused() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(SIGNED.toBytes());
        entries.remove(Signatures.NAME);

        assertThat(BundleFiles.zip(entries)).isEqualTo(UNSIGNED.toBytes());
        assertRejected(BundleFiles.zip(entries), Trust.require(ANA.getPublic()), "is not signed");
    }

    @Test
    void whereSignaturesAreOptionalThoseThatAreThereCount() {
        Trust ana = Trust.ifPresent(ANA.getPublic());
        assertThat(read(UNSIGNED, ana)).isEqualTo(UNSIGNED);
        assertThat(read(SIGNED, ana)).isEqualTo(SIGNED);
        assertRejected(UNSIGNED.sign(EVE).toBytes(), ana, "none of which");
        assertThat(read(UNSIGNED.sign(EVE), Trust.off())).isEqualTo(UNSIGNED);
    }

    @Test
    void aSignatureByAStrangerBesideAGoodOneIsOfNoMatter() {
        assertThat(read(SIGNED.sign(EVE), Trust.require(ANA.getPublic()))).isEqualTo(SIGNED);
    }

    @Test
    void aBadSignatureOfATrustedKeyIsAnErrorEvenBesideAGoodOne() {
        byte[] forged = signaturesEdited(
                SIGNED.sign(BEN),
                Trust.keyId(BEN.getPublic()) + "\",\"signature\":\"[0-9a-f]{128}",
                Trust.keyId(BEN.getPublic()) + "\",\"signature\":\""
                        + SIGNED.signatures().get(0).signature());

        assertRejected(forged, Trust.require(ANA.getPublic(), BEN.getPublic()), "is not by that key");
        assertThat(Bundle.read(forged, "x", Trust.require(ANA.getPublic()))).isEqualTo(SIGNED);
        assertThat(Bundle.read(forged, "x", Trust.off()).signedBy(BEN.getPublic()))
                .isFalse();
    }

    @Test
    void aSignatureOfAnotherBundleDoesNotCarryOver() {
        SortedMap<String, byte[]> entries =
                BundleFiles.entries(PetModel.bundle(.25).toBytes());
        entries.put(Signatures.NAME, BundleFiles.entries(SIGNED.toBytes()).get(Signatures.NAME));

        assertRejected(BundleFiles.zip(entries), Trust.require(ANA.getPublic()), "is not by that key");
    }

    @Test
    void aSignatureOverTheBareManifestIsNone() throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(ANA.getPrivate());
        signer.update(BundleFiles.entries(SIGNED.toBytes()).get(Manifest.NAME));
        byte[] forged = signaturesEdited(
                SIGNED,
                "\"signature\":\"[0-9a-f]+",
                "\"signature\":\"" + HexFormat.of().formatHex(signer.sign()));

        assertRejected(forged, Trust.require(ANA.getPublic()), "is not by that key");
    }

    @Test
    void nothingButTheManifestIsReadBeforeTheSignaturesAreVerified() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(UNSIGNED.toBytes());
        entries.put("graph.json", new byte[entries.get("graph.json").length]);

        assertRejected(BundleFiles.zip(entries), Trust.require(ANA.getPublic()), "is not signed");
        assertRejected(BundleFiles.zip(entries), Trust.off(), "graph.json");
    }

    @Test
    void everyFlippedBitOfASignedBundleIsFound() {
        byte[] bytes = SIGNED.toBytes();
        for (int i = 0; i < bytes.length; i += 3) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> Bundle.read(flipped, "x", Trust.require(ANA.getPublic())))
                    .as("byte %d", i)
                    .isInstanceOf(BundleRejectedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"signature\":\"([0-9a-f]+)\"|\"signature\":\"$100\"",
                "\"signature\":\"([0-9a-f]+)[0-9a-f]{2}\"|\"signature\":\"$1\"",
                "ed25519|rsa",
                "\"key\":\"[0-9a-f]{2}|\"key\":\"AB",
                "\\[\\{(.*)\\}\\]|[{$1},{$1}]",
                "\\[\\{.*\\}\\]|[]",
                "^\\{|{\"note\":1,",
                "^.*$|[]",
                "^|\ufeff"
            })
    void aMalformedEntryIsRefusedWhateverTheTrust(String edit) {
        String[] parts = edit.split("\\|", 2);

        assertRejected(signaturesEdited(SIGNED, parts[0], parts[1]), Trust.off(), "x!signatures.json");
    }

    @Test
    void theManifestDoesNotListTheSignatures() {
        SortedMap<String, byte[]> entries = BundleFiles.entries(SIGNED.toBytes());
        Manifest manifest = Manifest.read("x", entries.get(Manifest.NAME));
        SortedMap<String, Manifest.Part> parts = new java.util.TreeMap<>(manifest.parts());
        parts.put(Signatures.NAME, parts.get("graph.json"));
        entries.put(
                Manifest.NAME,
                new Manifest(
                                manifest.name(),
                                parts,
                                manifest.nodes(),
                                manifest.licence(),
                                manifest.goldens(),
                                manifest.trainer(),
                                manifest.lineage())
                        .toJson()
                        .canonicalBytes());

        assertRejected(BundleFiles.zip(entries), Trust.off(), "is no entry of a bundle");
    }

    /** JDK 17 takes the first; the others are second spellings of one signature. */
    @Test
    void aSignatureHasOneSpelling() {
        byte[] manifest = "manifest".getBytes(StandardCharsets.US_ASCII);
        BundleSignature made = Ed25519.sign(ANA, manifest);
        byte[] key = HexFormat.of().parseHex(made.key());
        byte[] signature = HexFormat.of().parseHex(made.signature());
        assertThat(Ed25519.verify(key, manifest, signature)).isTrue();

        assertThat(Ed25519.verify(key, manifest, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(Ed25519.verify(key, manifest, Arrays.copyOf(signature, 63))).isFalse();
        assertThat(Ed25519.verify(key, manifest, new byte[0])).isFalse();
        byte[] shifted = signature.clone();
        System.arraycopy(little(number(signature, 32).add(L)), 0, shifted, 32, 32);
        assertThat(Ed25519.verify(key, manifest, shifted)).isFalse();
        assertThat(Ed25519.isCanonical(shifted)).isFalse();
        byte[] beyond = signature.clone();
        System.arraycopy(little(P.add(BigInteger.ONE)), 0, beyond, 0, 32);
        assertThat(Ed25519.isCanonical(beyond)).isFalse();
    }

    /** Point of RFC 8032's first test vector: what the JDK makes of a key is what the RFC says. */
    @Test
    void theIdOfAKeyIsItsEncoding() throws GeneralSecurityException {
        String id = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

        assertThat(Trust.keyId(key(HexFormat.of().parseHex(id)))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "57896044618658097711785492504343953926634992332820282019728792003956564819948",
                "57896044618658097711785492504343953926634992332820282019728792003956564819949",
                "57896044618658097711785492504343953926634992332820282019728792003956564819950",
                "2707385501144840649318225287225658788936804267575313519463743609750303402022",
                "55188659117513257062467267217118295137698188065244968500265048394206261417927"
            })
    void aKeyThatAnybodyCanSignWithIsRefused(String y) throws GeneralSecurityException {
        for (int sign : new int[] {0, 0x80}) {
            byte[] raw = little(new BigInteger(y));
            raw[31] |= (byte) sign;
            PublicKey key = key(raw);
            assertThatThrownBy(() -> Trust.require(key))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("anybody could sign");
        }
    }

    @Test
    void thePointsOfSmallOrderSolveTheirEquations() {
        BigInteger d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(P))
                .mod(P);
        for (BigInteger y : Ed25519.SMALL_ORDER) {
            BigInteger square = y.multiply(y).mod(P);
            boolean orderOneTwoOrFour = square.equals(BigInteger.ONE) || y.signum() == 0;
            boolean orderEight = d.multiply(square)
                    .multiply(square)
                    .add(square.shiftLeft(1))
                    .mod(P)
                    .equals(BigInteger.ONE);
            assertThat(orderOneTwoOrFour || orderEight).as("%s", y).isTrue();
        }
        assertThat(Ed25519.SMALL_ORDER).hasSize(5);
    }

    @Test
    void keysThatAreNoneAreRefused() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed448").generateKeyPair();

        assertThatThrownBy(Trust::require)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no key");
        assertThatThrownBy(Trust::ifPresent).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Trust.require(rsa.getPublic())).hasMessageContaining("not for Ed25519");
        assertThatThrownBy(() -> UNSIGNED.sign(other)).hasMessageContaining("not for Ed25519");
        assertThatThrownBy(() -> UNSIGNED.sign(new KeyPair(ANA.getPublic(), BEN.getPrivate())))
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() -> UNSIGNED.sign(new KeyPair(ANA.getPublic(), rsa.getPrivate())))
                .isInstanceOf(InvalidInputException.class);
        assertThatCode(() -> Trust.require(ANA.getPublic())).doesNotThrowAnyException();
    }

    @Test
    void aPolicySaysWhatItAsksFor() {
        assertThat(Trust.require(ANA.getPublic()).toString())
                .isEqualTo(
                        "require a signature by " + Trust.keyId(ANA.getPublic()).substring(0, 12));
        assertThat(Trust.off().toString()).isEqualTo("verify no signature");
    }

    private static byte[] signaturesEdited(Bundle bundle, String pattern, String replacement) {
        SortedMap<String, byte[]> entries = BundleFiles.entries(bundle.toBytes());
        String before = new String(entries.get(Signatures.NAME), StandardCharsets.UTF_8);
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        entries.put(Signatures.NAME, after.getBytes(StandardCharsets.UTF_8));
        return BundleFiles.zip(entries);
    }

    private static Bundle read(Bundle bundle, Trust trust) {
        return Bundle.read(bundle.toBytes(), "x", trust);
    }

    private static void assertRejected(byte[] file, Trust trust, String expected) {
        assertThatThrownBy(() -> Bundle.read(file, "x", trust))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContainingAll("x!", expected);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicKey key(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static BigInteger number(byte[] bytes, int offset) {
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[31 - i] = bytes[offset + i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] little(BigInteger number) {
        byte[] little = new byte[32];
        for (int i = 0; i < 32; i++) {
            little[i] = number.shiftRight(8 * i).byteValue();
        }
        return little;
    }
}
