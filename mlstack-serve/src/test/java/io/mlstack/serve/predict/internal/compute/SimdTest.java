package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mlstack.api.error.InvalidInputException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs with the module {@code jdk.incubator.vector}, as every test of a module with SIMD kernels does. */
class SimdTest {

    private static final Duration SHORT = Duration.ofMillis(120);

    /** Kernels that count to a number. */
    interface Counting {
        int count(int to);
    }

    static final class Slow implements Counting {
        private volatile int counted;

        @Override
        public int count(int to) {
            counted = 0;
            for (int i = 0; i < to; i++) {
                counted++;
            }
            return counted;
        }
    }

    static final class Fast implements Counting {
        @Override
        public int count(int to) {
            return to;
        }
    }

    static final class Boxing implements Counting {
        private volatile int[] box = {};

        @Override
        public int count(int to) {
            box = new int[] {to};
            return box[0];
        }
    }

    static final class Broken implements Counting {
        Broken() {
            throw new IllegalStateException("does not work here");
        }

        @Override
        public int count(int to) {
            return to;
        }
    }

    @BeforeEach
    void withTheModule() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "jdk.incubator.vector is absent");
    }

    @Test
    void theFasterTwinIsChosen() {
        assertThat(family(new Slow(), Fast.class.getName()).choose("auto")).isInstanceOf(Fast.class);
    }

    @Test
    void aTwinThatIsNotFasterIsRefusedOncePatienceEnds() {
        Counting scalar = new Fast();
        assertThat(family(scalar, Slow.class.getName()).choose("auto")).isSameAs(scalar);
    }

    @Test
    void aTwinThatAllocatesIsRefusedHoweverFast() {
        Counting scalar = new Slow();
        assertThat(family(scalar, Boxing.class.getName()).choose("auto")).isSameAs(scalar);
    }

    @Test
    void onAndOffAskNoClock() {
        Counting scalar = new Fast();
        Simd<Counting> family = family(scalar, Slow.class.getName());
        assertThat(family.choose("on")).isInstanceOf(Slow.class);
        assertThat(family.choose("OFF")).isSameAs(scalar);
    }

    @Test
    void whatDoesNotLoadLeavesTheScalarTwin() {
        Counting scalar = new Slow();
        for (String absent : new String[] {Broken.class.getName(), "io.mlstack.Nowhere"}) {
            assertThat(family(scalar, absent).choose("auto")).isSameAs(scalar);
            assertThatThrownBy(() -> family(scalar, absent).choose("on"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("mlstack.simd: is on, but module jdk.incubator.vector is absent")
                    .hasMessageContaining("--add-modules jdk.incubator.vector");
        }
    }

    @Test
    void aWishThatIsNoneIsRefusedWithTheThreeThatAre() {
        assertThatThrownBy(() -> family(new Slow(), Fast.class.getName()).choose("yes"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mlstack.simd: is \"yes\"; set it to on, off or auto");
    }

    @Test
    void theChoiceIsMadeOnce() {
        Simd<Counting> family = family(new Slow(), Fast.class.getName());
        assertThat(family.kernels()).isSameAs(family.kernels());
    }

    private static Simd<Counting> family(Counting scalar, String vectorClass) {
        return new Simd<>("numbers", Counting.class, scalar, vectorClass, SHORT, kernels -> kernels.count(1_000));
    }
}
