package io.mlstack.benchmarks.peer;

import io.mlstack.benchmarks.model.Subject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who takes part, as a benchmark parameter.
 *
 * <p>Each runs on the class path of its own folder under {@code benchmarks/peers}, because their libraries want different
 * versions of the same things. Classes are found by name, so that nobody loads another's.
 */
public enum Entrant {
    /** mlstack's primitive path, without any flag. */
    MLSTACK("mlstack", "io.mlstack.benchmarks.peer.Mlstack", EnumSet.allOf(Subject.class)),
    /** The same with the Vector API in the module graph. */
    MLSTACK_SIMD("mlstack", "io.mlstack.benchmarks.peer.Mlstack", EnumSet.allOf(Subject.class)) {
        @Override
        public List<String> jvmArguments() {
            return List.of("--add-modules", "jdk.incubator.vector");
        }
    },
    /** ONNX Runtime with direct buffers and tensors made once: the best its Java API allows. */
    ONNXRUNTIME_PINNED("onnxruntime", "io.mlstack.benchmarks.peer.OnnxPinned", EnumSet.allOf(Subject.class)),
    /** ONNX Runtime as its examples use it: a tensor made and a result read in each call. */
    ONNXRUNTIME("onnxruntime", "io.mlstack.benchmarks.peer.OnnxOrdinary", EnumSet.allOf(Subject.class)),
    /** XGBoost over the caller's array. */
    XGBOOST_IN_PLACE("xgboost", "io.mlstack.benchmarks.xgboost.XgboostInPlace", Group.TREES),
    /** XGBoost over a matrix made for each call, as its examples do. */
    XGBOOST_DMATRIX("xgboost", "io.mlstack.benchmarks.xgboost.XgboostMatrix", Group.TREES),
    /** LightGBM over the same trees, converted. */
    LIGHTGBM("lightgbm", "io.mlstack.benchmarks.lightgbm.LightGbm", Group.TREES),
    /** The pure-Java scorer in H2O's MOJO. */
    H2O_XGBOOST_PREDICTOR("h2o", "io.mlstack.benchmarks.h2o.XgboostPredictor", Group.TREES),
    /** DJL on PyTorch. */
    DJL_PYTORCH("djl", "io.mlstack.benchmarks.djl.DjlPytorch", Group.DENSE),
    /** Tribuo's linear model. */
    TRIBUO("tribuo", "io.mlstack.benchmarks.tribuo.Tribuo", EnumSet.of(Subject.LOGISTIC));

    /** Rows of a batch. */
    public static final int BATCH = 256;

    private final String folder;
    private final String peer;
    private final Set<Subject> subjects;

    Entrant(String folder, String peer, Set<Subject> subjects) {
        this.folder = folder;
        this.peer = peer;
        this.subjects = subjects;
    }

    /** Those who can run a model. */
    public static List<Entrant> of(Subject subject) {
        return Arrays.stream(values())
                .filter(each -> each.subjects.contains(subject))
                .toList();
    }

    /** Its folder under {@code benchmarks/peers}. */
    public String folder() {
        return folder;
    }

    /** Name of its class. */
    public String peerClass() {
        return peer;
    }

    /** Its class, which is only there on its own class path. */
    public Peer peer() {
        try {
            return (Peer) Class.forName(peer).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(peer + " is not on the class path of this JVM", e);
        }
    }

    /** Flags of the JVM that it runs in. */
    public List<String> jvmArguments() {
        return List.of();
    }

    /** Whether it is mlstack, whatever its flags. */
    public boolean isOurs() {
        return this == MLSTACK || this == MLSTACK_SIMD;
    }

    /** The name in tables. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** In a class of its own, because an enum's constants cannot read its other static fields. */
    private static final class Group {
        static final Set<Subject> TREES = EnumSet.of(Subject.TREES_100X6, Subject.TREES_500X8);
        static final Set<Subject> DENSE = EnumSet.of(Subject.LOGISTIC, Subject.NET, Subject.LARGE_NET);
    }
}
