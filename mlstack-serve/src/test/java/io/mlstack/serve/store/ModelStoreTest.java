package io.mlstack.serve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.PetModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

class ModelStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

    private final Bundle first = PetModel.bundle(.5);
    private final Bundle second = PetModel.bundle(.25);
    private final Bundle third = PetModel.bundle(.125);

    @TempDir
    Path folder;

    private ModelStore models;

    @BeforeEach
    void open() throws IOException {
        models = ModelStore.open(folder).as(Actor.of("ana")).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anAliasGivesTheBundleThatWasPublished() throws IOException {
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
                        new ModelEvent.Published(1, first.id(), first.size(), Actor.of("ana"), NOW),
                        new ModelEvent.AliasMoved(
                                2,
                                "champion",
                                first.id(),
                                java.util.Optional.empty(),
                                Actor.of("ana"),
                                NOW,
                                "first model"),
                        new ModelEvent.Published(3, second.id(), second.size(), Actor.of("ben"), NOW),
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
        assertThatThrownBy(() -> models.log("../pets")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> models.bundle(second.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNameThatCannotBeAnAliasIsRefusedAndNothingIsWritten() {
        Publication publication = models.publish(first);

        assertThatThrownBy(() -> publication.alias("Champion!", "x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Champion!");
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
        Path blob = folder.resolve("blobs/sha256/" + first.id().hex());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 4;
        blob.toFile().setWritable(true);
        Files.write(blob, bytes);

        Alias champion = ModelStore.open(folder).alias("pets", "champion");
        assertThatThrownBy(champion::bundle)
                .isInstanceOf(MlstackException.class)
                .hasMessageContaining("bundle");
        assertThat(champion.bundleId()).isEqualTo(first.id());
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
    void aStoreOfALaterVersionAsksForAnUpgrade() throws IOException {
        Path format = folder.resolve("FORMAT");
        String text = Files.readString(format);
        format.toFile().setWritable(true);
        Files.writeString(format, text.replace("\"version\":1", "\"version\":2"));

        assertThatThrownBy(() -> ModelStore.open(folder)).hasMessageContainingAll("version 2", "upgrade");
    }
}
