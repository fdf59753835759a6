package io.mlstack.serve.importer;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.serve.importer.internal.lightgbm.LightGbmModel;
import io.mlstack.serve.importer.internal.lightgbm.LightGbmSource;
import io.mlstack.serve.importer.internal.xgboost.XgboostReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads models that others trained; each reader is tested against its trainer, number by number. */
public final class Import {

    private static final long MAX_BYTES = 1L << 30;

    private Import() {}

    /**
     * Reads a model that XGBoost (1.0 to 3.x) saved as JSON or UBJ: boosters gbtree, dart and gblinear, and all of its
     * objectives but {@code reg:expectileerror} and those that a user wrote. Margins have the bits that XGBoost computes on Linux.
     *
     * <p>What XGBoost's file does not tell is the number that stood for a missing value ({@link ImportedModel#missing}) and,
     * before 3.1, the names of categories. Of a model that stopped early, as many rounds count as count in Python: up to the
     * best one where scikit-learn's interface trained it ({@code XGBClassifier} and others), all of them where {@code
     * xgboost.train} did ({@link ImportedModel#rounds}, {@link ImportedModel#allRounds}).
     *
     * @throws IOException if the file cannot be read
     * @throws UnsupportedModelException if it is damaged, no such file, or holds what mlstack does not score
     */
    public static ImportedModel xgboost(Path file) throws IOException {
        return xgboost(bytes(file), String.valueOf(file.getFileName()));
    }

    /**
     * As {@link #xgboost(Path)}, from memory.
     *
     * @param source what to call the bytes in messages
     * @throws UnsupportedModelException if they are damaged, no such file, or hold what mlstack does not score
     */
    public static ImportedModel xgboost(byte[] bytes, String source) {
        return new ImportedModel(XgboostReader.read(bytes, source), Digest.of(bytes));
    }

    private static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new UnsupportedModelException(new Finding(
                    "import.too-large",
                    String.valueOf(file.getFileName()),
                    size + " bytes, at most " + MAX_BYTES + " are read",
                    "check that this is the file you mean"));
        }
        return Files.readAllBytes(file);
    }

    /**
     * Reads a model that LightGBM (2.3 to 4.x: text versions v3 and v4) saved as text: gbdt, dart, goss and random forests,
     * linear trees, and all of its objectives; one of a user's own gives margins. Margins have the bits that LightGBM
     * computes, those of linear trees up to 1e-12 of them.
     *
     * <p>Python's {@code save_model} leaves out what follows the best iteration of a model that stopped early, unless it is
     * given a {@code num_iteration}. Categories of a data frame are in the file, and columns get them as levels; a number
     * such as 3.0 is spelled {@code 3}. The score of a random forest is the average of its trees, from which LightGBM makes
     * predictions; its own {@code raw_score} is their sum.
     *
     * @throws IOException if the file cannot be read
     * @throws UnsupportedModelException if it is damaged, no such file, or holds what mlstack does not score
     */
    public static ImportedModel lightgbm(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return lightgbm(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * As {@link #lightgbm(Path)}, from memory.
     *
     * @param source what to call the bytes in messages
     * @throws UnsupportedModelException if they are damaged, no such file, or hold what mlstack does not score
     */
    public static ImportedModel lightgbm(byte[] bytes, String source) {
        try {
            return lightgbm(new ByteArrayInputStream(bytes), source);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
    }

    private static ImportedModel lightgbm(InputStream in, String source) throws IOException {
        DigestingStream digesting = new DigestingStream(in);
        LightGbmModel model = LightGbmModel.read(digesting, source);
        return new ImportedModel(new LightGbmSource(model), digesting.digest());
    }
}
