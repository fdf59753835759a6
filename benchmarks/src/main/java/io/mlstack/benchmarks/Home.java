package io.mlstack.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the benchmarks lie: all they read and write beside their sources is under {@code benchmarks/target}. */
public final class Home {

    private Home() {}

    /** The folder {@code benchmarks}. */
    public static Path folder() {
        Path target = target().getParent();
        if (target == null) {
            throw new IllegalStateException("classes lie at the root of the file system");
        }
        return target;
    }

    /** The folder {@code benchmarks/target}, which holds this class in {@code classes}. */
    public static Path target() {
        try {
            Path classes = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("").toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
