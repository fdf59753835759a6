package io.mlstack.train.engine.jvm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Picks the kernels of this process once, at the first net that is trained, and says which in one log line.
 *
 * <p>SIMD kernels need the module {@code jdk.incubator.vector}, which only the host can add. Where it is present they
 * are timed against the scalar ones first, because on some JDK and CPU pairs the Vector API falls back to boxed
 * objects and is a hundred times slower. The choice changes the speed and never a bit.
 */
final class KernelChoice {
    /** {@code off}: scalar; {@code on}: SIMD without timing, an error where it cannot load; otherwise what is faster. */
    static final String PROPERTY = "mlstack.simd";

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_CLASS = "io.mlstack.train.engine.jvm.VectorKernels";
    private static final int SIZE = 64;
    private static final int SCALAR_TRIALS = 200;
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private static @Nullable Kernels chosen;

    private KernelChoice() {}

    /**
     * The kernels of this process; the same instance for every call.
     *
     * @throws InvalidInputException if the property asks for what is not there; the next call asks again
     */
    static synchronized Kernels kernels() {
        Kernels known = chosen;
        if (known == null) {
            known = chooseAndSay(System.getProperty(PROPERTY, "auto"));
            chosen = known;
        }
        return known;
    }

    private static Kernels chooseAndSay(String wish) {
        Kernels chosen = choose(wish);
        Logger logger = System.getLogger("io.mlstack.train");
        logger.log(Level.INFO, "mlstack trains nets with {0} kernels ({1}={2})", chosen.name(), PROPERTY, wish);
        return chosen;
    }

    static Kernels choose(String wish) {
        Kernels scalar = new ScalarKernels();
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "off" -> scalar;
            case "on" -> {
                Kernels simd = simd();
                if (simd == null) {
                    throw wrong(
                            "is on, but module " + VECTOR_MODULE + " is absent",
                            "start java with --add-modules " + VECTOR_MODULE + ", or unset the property");
                }
                yield simd;
            }
            case "auto" -> {
                Kernels simd = simd();
                yield simd != null && isFaster(simd, scalar) ? simd : scalar;
            }
            default -> throw wrong("is \"" + wish + "\"", "set it to on, off or auto");
        };
    }

    private static InvalidInputException wrong(String message, String cure) {
        return new InvalidInputException(new Finding("train.simd", "system property " + PROPERTY, message, cure));
    }

    /** The SIMD kernels, or null where the host has not added their module. */
    static @Nullable Kernels simd() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return null;
        }
        try {
            return (Kernels) Class.forName(VECTOR_CLASS, true, KernelChoice.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError broken) {
            System.getLogger("io.mlstack.train")
                    .log(Level.WARNING, "module " + VECTOR_MODULE + " is present but its kernels do not load", broken);
            return null;
        }
    }

    /** Gives the compiler a bounded time to bring {@code candidate} below the best time of {@code reference}. */
    private static boolean isFaster(Kernels candidate, Kernels reference) {
        MatrixView a = MatrixView.of(new float[SIZE * SIZE], 0, SIZE);
        MatrixView b = MatrixView.of(new float[SIZE * SIZE], 0, SIZE);
        MatrixView c = MatrixView.of(new float[SIZE * SIZE], 0, SIZE);
        KernelScratch scratch = new KernelScratch();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < SCALAR_TRIALS; i++) {
            best = Math.min(best, time(reference, a, b, c, scratch));
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            if (time(candidate, a, b, c, scratch) < best) {
                return true;
            }
        } while (System.nanoTime() - end < 0);
        return false;
    }

    private static long time(Kernels kernels, MatrixView a, MatrixView b, MatrixView c, KernelScratch scratch) {
        long start = System.nanoTime();
        kernels.multiplyAdd(a, b, c, 0, SIZE, SIZE, SIZE, scratch);
        return System.nanoTime() - start;
    }
}
