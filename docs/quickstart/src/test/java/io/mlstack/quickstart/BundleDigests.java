package io.mlstack.quickstart;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.problem.Problem;
import io.mlstack.data.load.Split;
import io.mlstack.data.read.Samples;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.ModelSpec;
import io.mlstack.train.NetSpec;
import io.mlstack.train.Training;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Trains and packs four models and prints the digest of each file; {@link BundleIdentityTest} runs it in other JVMs. */
public final class BundleDigests {

    private BundleDigests() {}

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            System.out.print(digests(executor, threads));
        } finally {
            executor.shutdownNow();
        }
    }

    static String digests(ExecutorService executor, int threads) {
        Split biopsies = Split.of(Problem.binary("biopsies", "diagnosis", "malignant"), Samples.biopsies(), "id");
        Split irises = Split.of(Problem.multiclass("irises", "species"), Samples.iris(), "id");
        StringBuilder out = new StringBuilder();
        for (Split split : new Split[] {biopsies, irises}) {
            for (ModelSpec spec :
                    new ModelSpec[] {LinearSpec.standard(), NetSpec.mlp(32, 16).epochs(20)}) {
                Bundle bundle = Training.on(split)
                        .model(spec)
                        .seed(7)
                        .executor(executor, threads)
                        .fit()
                        .evaluate()
                        .bundle();
                out.append(split.problem().name())
                        .append(' ')
                        .append(spec.label())
                        .append(' ')
                        .append(Digest.of(bundle.toBytes()).hex())
                        .append('\n');
            }
        }
        return out.toString();
    }
}
