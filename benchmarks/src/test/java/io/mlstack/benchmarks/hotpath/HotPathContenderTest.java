package io.mlstack.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HotPathContenderTest {

    static Stream<Arguments> all() {
        return HotPathCase.all().stream()
                .flatMap(which ->
                        Arrays.stream(HotPathContender.values()).map(contender -> Arguments.of(which, contender)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyContenderIsRightOnEveryRow(HotPathCase which, HotPathContender contender) throws Exception {
        BenchmarkModel model = which.model().create();
        try (Contender scorer = contender.open(model, which.rows())) {
            assertThat(Correctness.worstDifference(model, scorer, which.rows())).isLessThan(5e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noContenderWritesBesideItsPredictions(HotPathCase which, HotPathContender contender) throws Exception {
        BenchmarkModel model = which.model().create();
        int length = which.rows() * model.outputs();
        float[] out = new float[length + 5];
        Arrays.fill(out, -1);
        try (Contender scorer = contender.open(model, which.rows())) {
            scorer.score(model.rows(which.rows() + 1), model.inputs(), out, 2);
        }
        assertThat(out).startsWith(-1, -1).endsWith(-1, -1, -1);
        assertThat(Arrays.copyOfRange(out, 2, 2 + length)).doesNotContain(-1);
    }

    @Test
    void rowsAreTheSameEachTimeAndDifferFromEachOther() {
        for (HotPathModel model : HotPathModel.values()) {
            float[] rows = model.create().rows(3);
            assertThat(rows).containsExactly(model.create().rows(3));
            int width = model.create().inputs();
            assertThat(Arrays.copyOfRange(rows, 0, width)).isNotEqualTo(Arrays.copyOfRange(rows, width, 2 * width));
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
    void aModelThatIsNoneIsRefused() {
        assertThatThrownBy(() -> OnnxSession.open(new byte[] {1, 2, 3})).isInstanceOf(Exception.class);
    }
}
