package io.mlstack.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.SmallTrees;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.OnnxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contenders on the class path of every build; the others rehearse in each run of their suites. */
class RehearsalTest {

    private static final List<Entrant> HERE = List.of(Entrant.MLSTACK, Entrant.ONNXRUNTIME_PINNED, Entrant.ONNXRUNTIME);

    @TempDir
    private Path folder;

    static Stream<Arguments> all() {
        return Stream.of("logistic", "net", "large-net", "trees")
                .flatMap(model -> HERE.stream().map(entrant -> Arguments.of(model, entrant)));
    }

    private BenchmarkModel create(String model) throws IOException {
        return switch (model) {
            case "logistic" -> Subject.LOGISTIC.create();
            case "net" -> Subject.NET.create();
            case "large-net" -> Subject.LARGE_NET.create();
            default -> SmallTrees.model(folder);
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyContenderIsRightOnEveryRow(String name, Entrant entrant) throws Exception {
        Rehearsal held = Rehearsal.hold(create(name), entrant.peer(), folder);
        assertThat(held.row()).isLessThan(5e-6);
        assertThat(held.batch()).isLessThan(5e-6);
        assertThat(held.failure()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void noContenderWritesBesideItsPredictions(String name, Entrant entrant) throws Exception {
        BenchmarkModel model = create(name);
        entrant.peer().save(model, folder);
        for (int rows : new int[] {1, Entrant.BATCH}) {
            Call call = new Call(rows, model.inputs(), model.outputs());
            float[] out = new float[call.out() + 5];
            Arrays.fill(out, -1);
            try (Contender scorer = entrant.peer().open(folder, call)) {
                scorer.score(model.rows(rows + 1), model.inputs(), out, 2);
            }
            assertThat(out).startsWith(-1, -1).endsWith(-1, -1, -1);
            assertThat(Arrays.copyOfRange(out, 2, 2 + call.out())).doesNotContain(-1);
        }
    }

    @Test
    void rowsAreTheSameEachTimeAndDifferFromEachOther() {
        for (Subject subject : Subject.values()) {
            float[] rows = subject.create().rows(3);
            assertThat(rows).containsExactly(subject.create().rows(3));
            int width = subject.inputs();
            assertThat(Arrays.copyOfRange(rows, 0, width)).isNotEqualTo(Arrays.copyOfRange(rows, width, 2 * width));
        }
    }

    @Test
    void aSubjectHasTheWidthsOfItsModel() {
        for (Subject subject : Subject.values()) {
            assertThat(subject.inputs()).isEqualTo(subject.create().inputs());
            assertThat(subject.outputs()).isEqualTo(subject.create().outputs());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, true",
        "Linux, aarch64, true",
        "Mac OS X, aarch64, true",
        "Mac OS X, x86_64, false",
        "Windows 11, amd64, true",
        "Windows 11, aarch64, false",
        "Linux, s390x, false",
        "AIX, ppc64, false"
    })
    void onlyAPlatformWithoutALibraryIsAReasonToSkip(String os, String architecture, boolean shipped) {
        assertThat(OnnxSession.missing(os, architecture).isEmpty()).isEqualTo(shipped);
    }

    @Test
    void aModelThatIsNoneIsRefused() throws IOException {
        Files.write(folder.resolve("rows1.onnx"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Entrant.ONNXRUNTIME.peer().open(folder, new Call(1, 1, 1)))
                .isInstanceOf(Exception.class);
    }
}
