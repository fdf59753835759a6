package io.mlstack.benchmarks.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.mlstack.benchmarks.Home;
import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.LogisticModel;
import io.mlstack.benchmarks.model.NetModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * DJL on PyTorch: a block of DJL's own layers with the model's weights, since TorchScript cannot be written without Python;
 * one thread, a tensor made and a result read in each call.
 */
public final class DjlPytorch implements Peer {

    private static final String ENGINE = "PyTorch";
    private static final String NAME = "model";
    private static final String WIDTHS = "widths.txt";

    static {
        // Before the first class of DJL: no look-up in a cloud, nothing unpacked outside of target, one thread.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("DJL_CACHE_DIR", Home.target().resolve("djl").toString());
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    /** {@code weights x + bias}, weights [outputs, inputs]. */
    private record Layer(int inputs, int outputs, float[] weights, float[] bias) {}

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException {
        List<Layer> layers = layers(model);
        int[] widths = new int[layers.size() + 1];
        for (int i = 0; i < layers.size(); i++) {
            widths[i] = layers.get(i).inputs();
            widths[i + 1] = layers.get(i).outputs();
        }
        Files.writeString(folder.resolve(WIDTHS), Arrays.toString(widths));
        try (Model djl = Model.newInstance(NAME, ENGINE)) {
            SequentialBlock block = block(widths);
            djl.setBlock(block);
            block.initialize(djl.getNDManager(), DataType.FLOAT32, new Shape(1, widths[0]));
            for (int i = 0; i < layers.size(); i++) {
                // Every other child is an activation.
                var parameters = block.getChildren().valueAt(2 * i).getParameters();
                parameters.get("weight").getArray().set(layers.get(i).weights());
                parameters.get("bias").getArray().set(layers.get(i).bias());
            }
            djl.save(folder, NAME);
        }
    }

    private static List<Layer> layers(BenchmarkModel model) {
        if (model instanceof NetModel net) {
            return net.layers().stream()
                    .map(layer -> new Layer(layer.inputs(), layer.outputs(), layer.weights(), layer.bias()))
                    .toList();
        }
        LogisticModel logistic = (LogisticModel) model;
        double[] folded = logistic.foldedWeights();
        float[] weights = new float[folded.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) folded[i];
        }
        return List.of(new Layer(weights.length, 1, weights, new float[] {(float) logistic.foldedBias()}));
    }

    private static SequentialBlock block(int[] widths) {
        SequentialBlock block = new SequentialBlock();
        for (int i = 1; i < widths.length; i++) {
            block.add(Linear.builder().setUnits(widths[i]).build());
            if (i < widths.length - 1) {
                block.add(Activation.reluBlock());
            } else if (widths[i] == 1) {
                block.add(Activation.sigmoidBlock());
            } else {
                block.add(each -> new NDList(each.singletonOrThrow().softmax(-1)));
            }
        }
        return block;
    }

    @Override
    public Contender open(Path folder, Call call) throws IOException, MalformedModelException {
        String[] words = Files.readString(folder.resolve(WIDTHS)).split("\\D+");
        // The first word is the nothing before the bracket.
        int[] widths = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
        Model model = Model.newInstance(NAME, ENGINE);
        model.setBlock(block(widths));
        model.load(folder, NAME);
        return new Net(model, model.newPredictor(new NoopTranslator()), call);
    }

    private record Net(Model model, Predictor<NDList, NDList> predictor, Call call) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws TranslateException {
            float[] rows = Arrays.copyOfRange(in, inOffset, inOffset + call.in());
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray x = manager.create(rows, new Shape(call.rows(), call.inputs()));
                try (NDList y = predictor.predict(new NDList(x))) {
                    System.arraycopy(y.singletonOrThrow().toFloatArray(), 0, out, outOffset, call.out());
                }
            }
        }

        @Override
        public void close() {
            predictor.close();
            model.close();
        }
    }
}
