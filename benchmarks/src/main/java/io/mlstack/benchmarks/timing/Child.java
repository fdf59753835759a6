package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.peer.ClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A new JVM of the kind this one is, on another class path. */
public final class Child {

    private static final long MINUTES = 15;

    private Child() {}

    /**
     * Runs a main class, with the harness behind the class path.
     *
     * @param log takes what it prints
     * @param words the main class and its arguments
     * @return its exit status; -1 if it was stopped after {@value #MINUTES} minutes
     */
    public static int run(ClassPath classPath, List<String> jvmArguments, Path log, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath.withHarness()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
