package io.mlstack.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The good inputs that Jazzer starts from. */
public final class FuzzSeeds {

    private FuzzSeeds() {}

    /** Writes each into a file of the folder that the first argument names. */
    public static void write(String[] args, List<byte[]> seeds) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + i), seeds.get(i));
        }
    }
}
