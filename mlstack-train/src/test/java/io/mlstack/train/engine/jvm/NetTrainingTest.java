package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.train.Activation;
import io.mlstack.train.Optimiser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetTrainingTest {
    static final NetRecipe RECIPE = new NetRecipe(
            Integer.getInteger("ep", 100), Integer.getInteger("ba", 32), Float.parseFloat(System.getProperty("lr","1e-3")), Float.parseFloat(System.getProperty("wd","1e-2")), Float.parseFloat(System.getProperty("dr","0")), 1f, 20, Optimiser.valueOf(System.getProperty("op","ADAMW")), 7);

    @ParameterizedTest
    @CsvSource({"iris, 141", "wine, 173", "breast_cancer, 550", "digits, 1740"})
    void aNetOf64UnitsIsAsGoodAsPublished(String name, int correct) {
        ReferenceData data = ReferenceData.resource(name);
        for (long seed = 1; seed < 6; seed++) {
        NetRecipe r=new NetRecipe(RECIPE.epochs(),RECIPE.batch(),RECIPE.learningRate(),RECIPE.weightDecay(),RECIPE.dropout(),RECIPE.clip(),20,RECIPE.optimiser(),seed);
        int hits = 0; double ll=0; long t0=System.nanoTime();
        for (int k = 0; k < ReferenceData.FOLDS; k++) {
            ReferenceData train = data.fold(k, false);
            NetData test = data.fold(k, true).standardisedBy(train).netData();
            int outputs = data.classes() == 2 ? 1 : data.classes();
            NetShape shape = new NetShape(new int[] {data.columns(), 64, outputs}, Activation.RELU);
            NetLoss loss = outputs == 1 ? NetLoss.SIGMOID : NetLoss.SOFTMAX;
            NetTraining.Result result = NetTraining.run(shape, loss, r, train.standardisedBy(train).netData(),
                    null, Tasks.onCaller(), new ScalarKernels(), new Quiet());
            NetStep step = new NetStep(shape, loss, result.parameters(), test.rows(), 1, new ScalarKernels(), Tasks.onCaller());
            System.arraycopy(test.features(), 0, step.input(), 0, test.features().length);
            step.forward(test.rows());
            for (int i = 0; i < test.rows(); i++) {
                double[] z = new double[outputs];
                for (int o = 0; o < outputs; o++) {
                    z[o] = step.scores()[i * outputs + o];
                }
                int label = outputs == 1 ? (z[0] > 0 ? 1 : 0) : Naive.argMax(z);
                hits += label == (int) test.targets()[i] ? 1 : 0;
                double[] p = outputs==1? new double[]{1-1/(1+Math.exp(-z[0])), 1/(1+Math.exp(-z[0]))}:Naive.softmax(z);
                ll -= Math.log(p[(int) test.targets()[i]]);
            }
        }
        System.out.println(name + " " + hits+" >= "+correct+"  ll "+ll/data.target().length+"  ms "+(System.nanoTime()-t0)/1000000);
        }
    }

    static final class Quiet implements NetTraining.Watch {
        @Override
        public void beforeStep() {}

        @Override
        public void epochEnded(int epoch, double trainLoss, double validationLoss, boolean isBest) {}
    }
}
