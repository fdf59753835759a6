package io.mlstack.serve.bundle;

import io.mlstack.serve.FuzzSeeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where Jazzer enters the bundle reader ({@code benchmarks/fuzz}). The first byte says what the others are: a whole file, or
 * one entry of a good bundle that is sealed again with it, for no fuzzer guesses a SHA-256.
 */
public final class BundleFuzzTarget {

    private static final SortedMap<String, byte[]> ENTRIES =
            BundleFiles.entries(PetModel.bundle(.5).toBytes());
    private static final List<String> NAMES = new ArrayList<>(ENTRIES.keySet());
    private static final Manifest MANIFEST = Manifest.read("x", ENTRIES.get(Manifest.NAME));

    private BundleFuzzTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] data = Arrays.copyOfRange(input, 1, input.length);
        int choice = Byte.toUnsignedInt(input[0]) % (NAMES.size() + 1);
        byte[] file = choice == NAMES.size() ? data : bundleWith(NAMES.get(choice), data);
        Bundle bundle;
        try {
            bundle = Bundle.read(file, "x");
        } catch (BundleRejectedException e) {
            return;
        }
        if (!Bundle.read(bundle.toBytes(), "y").id().equals(bundle.id())) {
            throw new AssertionError("what was read is written as another bundle");
        }
    }

    private static byte[] bundleWith(String name, byte[] data) {
        SortedMap<String, byte[]> changed = new TreeMap<>(ENTRIES);
        changed.put(name, data);
        if (!name.equals(Manifest.NAME)) {
            BundleFiles.seal(MANIFEST, changed);
        }
        return BundleFiles.zip(changed);
    }

    /** A good bundle in each of the ways in which an input can say it. */
    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int choice = 0; choice <= NAMES.size(); choice++) {
            byte[] data = choice == NAMES.size() ? BundleFiles.zip(ENTRIES) : ENTRIES.get(NAMES.get(choice));
            byte[] seed = new byte[data.length + 1];
            seed[0] = (byte) choice;
            System.arraycopy(data, 0, seed, 1, data.length);
            seeds.add(seed);
        }
        return seeds;
    }

    /** Writes what Jazzer starts from into the folder {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        FuzzSeeds.write(args, seeds());
    }
}
