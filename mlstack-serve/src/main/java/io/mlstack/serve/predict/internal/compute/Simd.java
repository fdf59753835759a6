package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A family of kernels that exists twice, in scalar code and in SIMD, and the choice between the two: made once a process,
 * when the first model that could use the family is compiled, and said in one log line. Where the host has not added the
 * module there is no choice and no line, since the first line that a process logs costs it 100 ms.
 *
 * <p>SIMD needs the module {@code jdk.incubator.vector}, which only the host can add; without it, neither the class nor
 * the Vector API is ever touched. With it, both twins run the same trial in turns and the SIMD one must be faster and
 * allocate nothing: on some pairs of JDK and CPU the Vector API falls back to boxed objects, which is a hundred times
 * slower. The choice changes the speed and never a bit.
 *
 * <p>Safe for use by several threads; those that come while the trial runs wait for it.
 *
 * @param <K> what both twins implement
 */
public final class Simd<K> {

    /** {@code off}: scalar; {@code on}: SIMD without a trial, an error where it cannot load; else what is faster. */
    public static final String PROPERTY = "mlstack.simd";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String LOGGER = "io.mlstack.serve";

    private final String family;
    private final Class<K> type;
    private final K scalar;
    private final String vectorClass;
    private final Duration patience;
    private final Consumer<K> trial;
    private volatile @Nullable K chosen;

    /**
     * @param family as the log names it, in the plural
     * @param vectorClass binary name of the SIMD twin, a class with a constructor without parameters, public
     *     where its package is not this one
     * @param patience the longest that a trial may take before the scalar twin is chosen
     * @param trial some ten microseconds of work of the shape that models bring; called thousands of times
     */
    public Simd(String family, Class<K> type, K scalar, String vectorClass, Duration patience, Consumer<K> trial) {
        this.family = family;
        this.type = type;
        this.scalar = scalar;
        this.vectorClass = vectorClass;
        this.patience = patience;
        this.trial = trial;
    }

    /**
     * The twin of this process.
     *
     * @throws InvalidInputException if the property asks for what is not there; the next call asks again
     */
    public K kernels() {
        K known = chosen;
        return known != null ? known : choose();
    }

    private synchronized K choose() {
        K known = chosen;
        if (known == null) {
            String wish = System.getProperty(PROPERTY, "auto");
            known = choose(wish);
            chosen = known;
            if (isPresent()) {
                System.getLogger(LOGGER)
                        .log(
                                Level.INFO,
                                "mlstack scores {0} with {1} kernels ({2}={3})",
                                family,
                                known == scalar ? "scalar" : "SIMD",
                                PROPERTY,
                                wish);
            }
        }
        return known;
    }

    /** What {@link #kernels} would choose for a value of the property. */
    K choose(String wish) {
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "off" -> scalar;
            case "on" -> {
                K simd = simd();
                if (simd == null) {
                    throw wrong(
                            "is on, but module " + MODULE + " is absent or its kernels do not load",
                            "start java with --add-modules " + MODULE + ", or unset the property");
                }
                yield simd;
            }
            case "auto" -> {
                K simd = simd();
                yield simd != null && SimdTrial.of(scalar, simd, trial, patience) ? simd : scalar;
            }
            default -> throw wrong("is \"" + wish + "\"", "set it to on, off or auto");
        };
    }

    private static InvalidInputException wrong(String message, String cure) {
        return new InvalidInputException(new Finding("scorer.simd", "system property " + PROPERTY, message, cure));
    }

    private static boolean isPresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** The scalar twin, which is always there. */
    public K scalar() {
        return scalar;
    }

    /** The SIMD twin, or null where the host has not added its module. */
    public @Nullable K simd() {
        if (!isPresent()) {
            return null;
        }
        try {
            // This class's loader: executable jars and common pools have the wrong one in the thread.
            return type.cast(Class.forName(vectorClass, true, Simd.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError broken) {
            System.getLogger(LOGGER)
                    .log(
                            Level.WARNING,
                            "module " + MODULE + " is present but the SIMD kernels of " + family + " do not load",
                            broken);
            return null;
        }
    }
}
