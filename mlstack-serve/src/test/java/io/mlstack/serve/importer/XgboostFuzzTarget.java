package io.mlstack.serve.importer;

import io.mlstack.api.error.MlstackException;
import io.mlstack.serve.FuzzSeeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where Jazzer enters the reader of XGBoost's JSON and UBJ ({@code benchmarks/fuzz}). */
public final class XgboostFuzzTarget {

    private XgboostFuzzTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Import.xgboost(input, "input").graph();
        } catch (MlstackException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }

    /** Writes what Jazzer starts from into the folder {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String seed : XgboostFuzzTest.SEEDS) {
            seeds.add(XgboostVersionsTest.resource(seed + ".json"));
            seeds.add(XgboostVersionsTest.resource(seed + ".ubj"));
        }
        FuzzSeeds.write(args, seeds);
    }
}
