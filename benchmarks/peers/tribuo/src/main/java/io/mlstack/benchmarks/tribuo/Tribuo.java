package io.mlstack.benchmarks.tribuo;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.LogisticModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.common.sgd.AbstractSGDModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's logistic regression: an example made of names and values for each row, as its API wants it. */
public final class Tribuo implements Peer {

    private static final String FILE = "model.tribuo";
    private static final String POSITIVE = "1";
    private static final String NEGATIVE = "0";

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException, ReflectiveOperationException {
        LogisticModel logistic = (LogisticModel) model;
        LinearSGDModel tribuo = untrained(logistic);
        DenseMatrix weights = weights(tribuo);
        double[] folded = logistic.foldedWeights();
        ImmutableFeatureMap features = tribuo.getFeatureIDMap();
        int positive = tribuo.getOutputIDInfo().getID(new Label(POSITIVE));
        // Softmax over (0, margin) is the logistic function of the margin. The bias stands behind the features.
        for (int column = 0; column <= folded.length; column++) {
            weights.set(1 - positive, column, 0);
        }
        for (int i = 0; i < folded.length; i++) {
            weights.set(positive, features.getID(name(i)), folded[i]);
        }
        weights.set(positive, folded.length, logistic.foldedBias());
        tribuo.serializeToFile(folder.resolve(FILE));
    }

    /** A model that knows the names of features and labels. */
    private static LinearSGDModel untrained(LogisticModel logistic) {
        SimpleDataSourceProvenance source = new SimpleDataSourceProvenance("rows of the benchmark", new LabelFactory());
        MutableDataset<Label> rows = new MutableDataset<>(source, new LabelFactory());
        double[] row = logistic.means();
        rows.add(new ArrayExample<>(new Label(NEGATIVE), names(row.length), row));
        rows.add(new ArrayExample<>(new Label(POSITIVE), names(row.length), row));
        return (LinearSGDModel) new LogisticRegressionTrainer().train(rows);
    }

    /** Its own weights and not a copy, which Tribuo hands out to nobody. */
    private static DenseMatrix weights(LinearSGDModel model) throws ReflectiveOperationException {
        Field parameters = AbstractSGDModel.class.getDeclaredField("modelParameters");
        parameters.setAccessible(true);
        return ((LinearParameters) parameters.get(model)).getWeightMatrix();
    }

    private static String[] names(int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = name(i);
        }
        return names;
    }

    private static String name(int feature) {
        return String.format(Locale.ROOT, "x%03d", feature);
    }

    @Override
    public Contender open(Path folder, Call call) throws IOException {
        Model<Label> model = Model.deserializeFromFile(folder.resolve(FILE)).castModel(Label.class);
        return new Linear(model, call, names(call.inputs()));
    }

    private record Linear(Model<Label> model, Call call, String[] names) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) {
            if (call.rows() == 1) {
                out[outOffset] = probability(model.predict(example(in, inOffset)));
                return;
            }
            List<Example<Label>> examples = new ArrayList<>(call.rows());
            for (int row = 0; row < call.rows(); row++) {
                examples.add(example(in, inOffset + row * call.inputs()));
            }
            List<Prediction<Label>> predictions = model.predict(examples);
            for (int row = 0; row < call.rows(); row++) {
                out[outOffset + row] = probability(predictions.get(row));
            }
        }

        private Example<Label> example(float[] in, int offset) {
            double[] values = new double[call.inputs()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in[offset + i];
            }
            return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, values);
        }

        private static float probability(Prediction<Label> prediction) {
            return (float) prediction.getOutputScores().get(POSITIVE).getScore();
        }
    }
}
