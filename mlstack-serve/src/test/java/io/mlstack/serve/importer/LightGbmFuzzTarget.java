package io.mlstack.serve.importer;

import io.mlstack.api.error.MlstackException;
import io.mlstack.serve.FuzzSeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where Jazzer enters the reader of LightGBM's text ({@code benchmarks/fuzz}). */
public final class LightGbmFuzzTarget {

    private LightGbmFuzzTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Import.lightgbm(input, "input").graph();
        } catch (MlstackException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }

    /** Writes what Jazzer starts from into the folder {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        FuzzSeeds.write(
                args,
                List.of(
                        LightGbmTexts.V3.getBytes(StandardCharsets.UTF_8),
                        LightGbmTexts.V4.getBytes(StandardCharsets.UTF_8)));
    }
}
