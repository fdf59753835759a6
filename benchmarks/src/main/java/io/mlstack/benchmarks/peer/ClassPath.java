package io.mlstack.benchmarks.peer;

import io.mlstack.benchmarks.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The class path of one peer: what its user has to ship, and the benchmark's classes that call it. */
public final class ClassPath {

    private static final String LIST = "class-path.txt";
    private static final double MEGABYTE = 1e6;

    private final List<String> jars;
    private final List<String> callers;

    private ClassPath(List<String> jars, List<String> callers) {
        this.jars = jars;
        this.callers = callers;
    }

    /** Whether {@code benchmarks/run} has built it; it builds what the suite asks for. */
    public static boolean isBuilt(Entrant entrant) {
        return Files.exists(target(entrant.folder()).resolve(LIST));
    }

    /**
     * The class path of an entrant.
     *
     * @throws IOException if it has not been built
     */
    public static ClassPath of(Entrant entrant) throws IOException {
        return of(entrant.folder());
    }

    /**
     * Reads what Maven resolved for a folder under {@code benchmarks/peers}.
     *
     * @throws IOException if it has not been built
     */
    public static ClassPath of(String folder) throws IOException {
        Path target = target(folder);
        List<String> callers = List.of(
                target.resolve("classes").toString(),
                Home.target().resolve("classes").toString());
        String list = Files.readString(target.resolve(LIST)).strip();
        return new ClassPath(list.isEmpty() ? List.of() : Arrays.asList(list.split(File.pathSeparator)), callers);
    }

    private static Path target(String folder) {
        return Home.folder().resolve("peers").resolve(folder).resolve("target");
    }

    /** Without JMH: for a cold start. */
    public String bare() {
        List<String> all = new ArrayList<>(jars);
        all.addAll(callers);
        return String.join(File.pathSeparator, all);
    }

    /** With the class path of this JVM behind it, which brings JMH and loses against the peer's own versions. */
    public String withHarness() {
        return bare() + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** Size of the jars that a user ships. */
    public double megabytes() throws IOException {
        double bytes = 0;
        for (String jar : jars) {
            bytes += Files.size(Path.of(jar));
        }
        return bytes / MEGABYTE;
    }

    /** How many jars that are. */
    public int jars() {
        return jars.size();
    }
}
