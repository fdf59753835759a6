package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DamageTest {

    private static final MemoryBlobs SOUND = SmallStore.create();
    private static final List<Object> CONTENTS = SmallStore.contents(Stores.small(SOUND));

    @Test
    void flippedBytesAreDetectedAndNeverReadAsData() {
        flipEvery(211);
    }

    @Test
    @Tag("soak")
    void everyFlippedByteIsDetectedAndNeverReadAsData() {
        flipEvery(1);
    }

    @Test
    void truncationsAreDetectedAndNeverReadAsData() {
        truncateEvery(223);
    }

    @Test
    @Tag("soak")
    void truncationsAtEveryLengthAreDetectedAndNeverReadAsData() {
        truncateEvery(1);
    }

    @Test
    void aSoundStoreIsFoundSound() {
        Verification verification = Stores.small(SOUND.copy()).verify();
        assertThat(verification.damages()).isEmpty();
        assertThat(verification.objects()).isGreaterThan(50);
        assertThat(verification.toString()).startsWith("sound: ");
    }

    @Test
    void everyDamageIsListedWithItsPlaceAndWhomItConcerns() {
        MemoryBlobs blobs = SOUND.copy();
        Snapshot snapshot = Stores.small(blobs).dataset("typed").at("v1");
        List<String> packs =
                blobs.keys().stream().filter(key -> key.startsWith("packs/")).toList();
        String text = "text-";
        int hits = 0;
        for (String pack : packs) {
            byte[] bytes = blobs.bytes(pack);
            int at = indexOf(bytes, text.getBytes(StandardCharsets.UTF_8));
            if (at >= 0) {
                bytes[at] ^= 1;
                blobs.damage(pack, bytes);
                hits++;
            }
        }
        assertThat(hits).isPositive();
        Verification verification = Stores.small(blobs).verify();
        assertThat(verification.isSound()).isFalse();
        assertThat(verification.damages())
                .extracting(Finding::toString)
                .anySatisfy(damage -> assertThat(damage)
                        .contains("packs/")
                        .contains(" at byte ")
                        .contains("datasets/typed version 1 column text"));
        assertThat(verification.damages())
                .extracting(Finding::toString)
                .anySatisfy(damage -> assertThat(damage).contains("SHA-256 in its name"));
        assertThat(catchCorrupt(
                        () -> Stores.small(blobs).dataset("typed").at("v1").collect()))
                .isTrue();
        assertThat(snapshot.message()).isEqualTo("first");
    }

    @Test
    void aPackThatIsGoneIsNamedByEverybodyWhoNeedsIt() {
        MemoryBlobs blobs = SOUND.copy();
        blobs.keys().stream().filter(key -> key.startsWith("packs/")).forEach(blobs::delete);
        Verification verification = Stores.small(blobs).verify();
        assertThat(verification.damages())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).contains("datasets/notes version 1"))
                .anySatisfy(message -> assertThat(message).contains("tags/typed/v1 version 1"));
    }

    private static void flipEvery(int step) {
        for (String key : SOUND.keys()) {
            byte[] bytes = SOUND.bytes(key);
            for (int at = 0; at < bytes.length; at += step) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                check(key, flipped, "bit flipped in byte " + at + " of " + key);
            }
        }
    }

    private static void truncateEvery(int step) {
        for (String key : SOUND.keys()) {
            byte[] bytes = SOUND.bytes(key);
            for (int length = 0; length < bytes.length; length += step) {
                check(key, Arrays.copyOf(bytes, length), key + " cut to " + length);
            }
        }
    }

    private static void check(String key, byte[] damaged, String what) {
        MemoryBlobs blobs = SOUND.copy();
        blobs.damage(key, damaged);
        assertThat(catchCorrupt(() -> Stores.small(blobs).verify().orThrow()))
                .as("verify with %s", what)
                .isTrue();
        boolean corrupt = catchCorrupt(() ->
                assertThat(SmallStore.contents(Stores.small(blobs))).as(what).isEqualTo(CONTENTS));
        // Padding is the only part of a pack that no reader needs.
        assertThat(corrupt || key.startsWith("packs/")).as("read with %s", what).isTrue();
        assertThat(Digest.of(SOUND.bytes(key))).isNotEqualTo(Digest.of(damaged));
    }

    private static boolean catchCorrupt(Runnable step) {
        try {
            step.run();
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
