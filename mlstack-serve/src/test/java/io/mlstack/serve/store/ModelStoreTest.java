package io.mlstack.serve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.blob.NumberedLog;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.BundleRejectedException;
import io.mlstack.serve.bundle.PetModel;
import io.mlstack.serve.bundle.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

    private final Bundle first = PetModel.bundle(.5);
    private final Bundle second = PetModel.bundle(.25);
    private final Bundle third = PetModel.bundle(.125);

    @TempDir
    Path folder;

    private ModelStore models;

    @BeforeEach
    void open() {
        models = ModelStore.open(folder).as(Actor.of("ana")).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anAliasGivesTheBundleThatWasPublished() {
        models.publish(first).alias("champion", "first model");

        Alias champion = ModelStore.open(folder).alias("pets", "champion");

        assertThat(champion.bundle()).isEqualTo(first);
        assertThat(champion.bundle().toBytes()).isEqualTo(first.toBytes());
        assertThat(ModelStore.open(folder).models()).containsExactly("pets");
    }

    @Test
    void everyEventHasActorTimeReasonAndWhatWasBefore() {
        models.publish(first).alias("champion", "first model");
        models.as(Actor.of("ben")).publish(second).alias("champion", "better recall");

        assertThat(models.log("pets"))
                .containsExactly(
                        new ModelEvent.Published(
                                1, first.id(), first.size(), Digest.of(first.toBytes()), Actor.of("ana"), NOW),
                        new ModelEvent.AliasMoved(
                                2,
                                "champion",
                                first.id(),
                                java.util.Optional.empty(),
                                Actor.of("ana"),
                                NOW,
                                "first model"),
                        new ModelEvent.Published(
                                3, second.id(), second.size(), Digest.of(second.toBytes()), Actor.of("ben"), NOW),
                        new ModelEvent.AliasMoved(
                                4,
                                "champion",
                                second.id(),
                                java.util.Optional.of(first.id()),
                                Actor.of("ben"),
                                NOW,
                                "better recall"));
        assertThat(models.alias("pets", "champion").history()).hasSize(2);
    }

    @Test
    void anAliasFollowsItsMovesAndRollsBackStepByStep() {
        Alias champion = models.publish(first).alias("champion", "1");
        models.publish(second).alias("champion", "2");
        models.publish(third).alias("champion", "3");
        assertThat(champion.bundleId()).isEqualTo(third.id());

        assertThat(champion.rollBack("worse on Mondays")).isEqualTo(second.id());
        assertThat(champion.rollBack("still worse")).isEqualTo(first.id());
        assertThatThrownBy(() -> champion.rollBack("again")).isInstanceOf(InvalidInputException.class);
        assertThat(champion.bundleId()).isEqualTo(first.id());
    }

    @Test
    void publishingTheSameBundleAgainChangesNothing() {
        assertThat(models.publish(first).isNew()).isTrue();
        assertThat(models.publish(first).isNew()).isFalse();
        assertThat(models.log("pets")).hasSize(1);
        assertThat(models.published("pets")).containsExactly(first.id());
    }

    @Test
    void signaturesThatABundleGetsLaterReachTheStore() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        models.publish(first).alias("champion", "first");
        ModelStore trusting = ModelStore.open(folder).trusting(Trust.require(keys.getPublic()));
        assertThatThrownBy(() -> trusting.alias("pets", "champion").bundle())
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("is not signed");

        models.publish(first.sign(keys));
        models.publish(first);

        assertThat(trusting.alias("pets", "champion").bundle().signedBy(keys.getPublic()))
                .isTrue();
        assertThat(ModelStore.open(folder).alias("pets", "champion").bundle().signatures())
                .hasSize(1);
        assertThat(models.published("pets")).containsExactly(first.id());
        assertThat(models.log("pets")).hasSize(3);
    }

    @Test
    void whoTrustsOnlySomeKeysPublishesNothingElse() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        ModelStore trusting = models.trusting(Trust.require(keys.getPublic()));

        assertThatThrownBy(() -> trusting.publish(first)).isInstanceOf(BundleRejectedException.class);
        assertThat(models.models()).isEmpty();
        assertThat(trusting.publish(first.sign(keys)).isNew()).isTrue();
    }

    @Test
    void whatDoesNotExistIsAnsweredWithTheNearestNames() {
        assertThatThrownBy(() -> models.alias("pets", "champion"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none exist yet");
        models.publish(first).alias("champion", "first");

        assertThatThrownBy(() -> models.alias("pets", "champoin"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContainingAll("model pets", "champoin", "did you mean \"champion\"");
        assertThatThrownBy(() -> models.alias("pest", "champion"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"pets\"");
        for (String odd : List.of("../pets", "pets.", "Pets", "", "p".repeat(101))) {
            assertThatThrownBy(() -> models.log(odd))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("does not exist");
        }
        assertThatThrownBy(() -> models.bundle("pets", second.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNameThatCannotBeAnAliasIsRefusedAndNothingIsWritten() {
        Publication publication = models.publish(first);

        for (String odd : List.of("Champion!", "champion.", "")) {
            assertThatThrownBy(() -> publication.alias(odd, "x"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("\"" + odd + "\" cannot name an alias");
        }
        assertThat(models.log("pets")).hasSize(1);
    }

    @Test
    void writersThatRaceAllGetTheirEvent() throws Exception {
        models.publish(first);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Alias>> moves = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "alias-" + i;
                ModelStore mine = ModelStore.open(folder);
                moves.add(() -> mine.publish(first).alias(name, "race"));
            }
            for (Future<Alias> move : threads.invokeAll(moves)) {
                assertThat(move.get().bundleId()).isEqualTo(first.id());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(models.aliases("pets")).hasSize(40);
        assertThat(models.log("pets"))
                .extracting(ModelEvent::number)
                .doesNotHaveDuplicates()
                .hasSize(41);
    }

    @Test
    void aBundleWithAFlippedByteIsNotServed() throws IOException {
        models.publish(first).alias("champion", "first");
        Path blob = folder.resolve("blobs/sha256/" + Digest.of(first.toBytes()).hex());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 4;
        blob.toFile().setWritable(true);
        Files.write(blob, bytes);

        Alias champion = ModelStore.open(folder).alias("pets", "champion");
        assertThatThrownBy(champion::bundle)
                .isExactlyInstanceOf(CorruptDataException.class)
                .hasMessageContaining(blob.getFileName().toString());
        assertThat(champion.bundleId()).isEqualTo(first.id());
    }

    @Test
    void aBundleThatIsWholeAndOfALaterFormatIsRejectedAndNotCalledDamaged() {
        byte[] later = "a bundle of the future".getBytes(StandardCharsets.UTF_8);
        blobs().putIfAbsent("blobs/sha256/" + Digest.of(later).hex(), later);
        NumberedLog.of(blobs(), "models/pets/log")
                .append(
                        0,
                        EventJson.write(new ModelEvent.Published(
                                1, first.id(), later.length, Digest.of(later), Actor.of("zoe"), NOW)));

        assertThatThrownBy(() -> models.bundle("pets", first.id())).isExactlyInstanceOf(BundleRejectedException.class);
    }

    @Test
    void anEventOfALaterVersionAsksForAnUpgradeAndIsNotCalledDamaged() {
        models.publish(first);
        NumberedLog log = NumberedLog.of(blobs(), "models/pets/log");
        log.append(1, "{\"kind\":\"pin\",\"until\":\"tuesday\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> models.log("pets"))
                .isInstanceOf(InvalidInputException.class)
                .isNotInstanceOf(CorruptDataException.class)
                .hasMessageContainingAll("models/pets/log/2", "\"pin\"", "upgrade");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"kind\":\"publish\"}",
                "{\"actor\":\"\",\"at\":\"2026-11-23T18:00:00Z\",\"bundle\":\"%s\",\"bytes\":1,\"kind\":\"publish\",\"sha256\":\"%s\"}",
                "{\"actor\":\"ana\",\"at\":\"noon\",\"bundle\":\"%s\",\"bytes\":1,\"kind\":\"publish\",\"sha256\":\"%s\"}"
            })
    void anEventThatIsNoneIsDamage(String text) {
        models.publish(first);
        NumberedLog.of(blobs(), "models/pets/log")
                .append(1, text.replace("%s", "0".repeat(64)).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> models.log("pets"))
                .isExactlyInstanceOf(CorruptDataException.class)
                .hasMessageContaining("models/pets/log/2");
    }

    @Test
    void pointingAnAliasWhereItPointsWritesNoEventAndARollbackLeadsToAnotherBundle() {
        Alias champion = models.publish(first).alias("champion", "1");
        models.publish(second).alias("champion", "2");
        models.publish(second).alias("champion", "2 again");

        assertThat(models.log("pets")).hasSize(4);
        assertThat(champion.rollBack("worse")).isEqualTo(first.id());
        assertThat(champion.bundleId()).isEqualTo(first.id());
    }

    @Test
    void ofTwoWhoUndoTheSameBundleTheSecondIsTold() {
        Alias champion = models.publish(first).alias("champion", "1");
        models.publish(second).alias("champion", "2");
        models.publish(third).alias("champion", "3");

        assertThat(champion.rollBack(third.id(), "worse")).isEqualTo(second.id());
        assertThatThrownBy(() -> champion.rollBack(third.id(), "worse"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContainingAll(second.id().shortHex(12), third.id().shortHex(12));
        assertThat(champion.bundleId()).isEqualTo(second.id());
    }

    @Test
    void anAliasMovesOnlyFromTheBundleThatWasNamed() {
        Alias champion = models.publish(first).alias("champion", "1");
        Publication challenger = models.publish(second);

        assertThatThrownBy(() -> challenger.alias("champion", third.id(), "better"))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> challenger.alias("other", first.id(), "better"))
                .isInstanceOf(ConflictException.class);
        assertThat(champion.bundleId()).isEqualTo(first.id());
        challenger.alias("champion", first.id(), "better");
        assertThat(champion.bundleId()).isEqualTo(second.id());
    }

    @Test
    void whatWasReadOnceIsNotReadAgain() {
        CountingBlobs blobs = new CountingBlobs(blobs());
        ModelStore reader = ModelStore.open(blobs);
        ModelStore writer = models;
        for (int i = 0; i < 20; i++) {
            writer.publish(i % 2 == 0 ? first : second).alias("champion", "move " + i);
        }
        Alias champion = reader.alias("pets", "champion");
        champion.bundle();
        long before = blobs.reads();

        for (int i = 0; i < 10; i++) {
            champion.bundle();
            reader.as(Actor.of("ben")).log("pets");
        }
        assertThat(blobs.reads()).isEqualTo(before);

        writer.publish(first).alias("champion", "one more");
        assertThat(champion.bundleId()).isEqualTo(first.id());
        assertThat(blobs.reads()).isEqualTo(before + 1);
    }

    @Test
    void aModelThatWasRemovedAndBegunAnewIsSeenAsItIsNow() {
        FileBlobStore blobs = blobs();
        ModelStore reader = ModelStore.open(blobs);
        reader.publish(first).alias("champion", "1");
        blobs.delete("models/pets/log/" + "0".repeat(19) + "2");
        blobs.delete("models/pets/log/" + "0".repeat(19) + "1");
        assertThatThrownBy(() -> reader.log("pets")).isInstanceOf(NotFoundException.class);

        ModelStore.open(blobs).publish(second);
        assertThat(reader.published("pets")).containsExactly(second.id());
    }

    private FileBlobStore blobs() {
        return FileBlobStore.open(folder);
    }

    @Test
    void aFolderThatHoldsSomethingElseIsNoStore(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("holiday.txt"), "beach");

        assertThatThrownBy(() -> ModelStore.open(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holiday.txt");
        assertThat(Files.readString(other.resolve("holiday.txt"))).isEqualTo("beach");
    }

    @Test
    void aStoreOfALaterVersionAsksForAnUpgradeAndADamagedOneForABackup(@TempDir Path other) throws IOException {
        StoreFormat.of("mlstack-models", 2).openOrCreate(FileBlobStore.open(other));
        assertThatThrownBy(() -> ModelStore.open(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("version 2", "or a newer one");

        Path format = folder.resolve("FORMAT");
        String text = Files.readString(format);
        format.toFile().setWritable(true);
        Files.writeString(format, text.replace("\"version\":1", "\"version\":2"));
        assertThatThrownBy(() -> ModelStore.open(folder)).isInstanceOf(CorruptDataException.class);
    }
}
