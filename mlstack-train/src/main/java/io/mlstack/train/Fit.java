package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.train.engine.Engine;
import io.mlstack.train.engine.Examples;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps of one training: check everything, prepare features, let the engine learn, put the graph together. */
final class Fit {
    private static final String TRAINING = "training part";
    private static final String VALIDATION = "validation part";

    private final Split split;
    private final ModelSpec spec;
    private final long seed;
    private final Engine engine;
    private final FitSession session;
    private final Findings findings = Findings.collect();

    Fit(Split split, ModelSpec spec, long seed, Engine engine, FitSession session) {
        this.split = split;
        this.spec = spec;
        this.seed = seed;
        this.engine = engine;
        this.session = session;
    }

    Run run() {
        session.keepGoing();
        Columns train = split.train();
        Answers answers = Answers.of(split);
        FeatureColumns features = new FeatureColumns(split, findings);
        checkNames(features, answers);
        checkVariety(answers.targets(train));
        findings.throwIfAny(InvalidInputException::new);
        Preparation preparation = new Preparation(features.used(), train, ModelHead.outputs(answers), findings);
        findings.throwIfAny(InvalidInputException::new);

        FitRequest request = request(preparation, answers);
        session.keepGoing();
        Examples examples = request.train();
        session.tell(new RunEvent.Started(spec, engine.name(), examples.rows(), examples.width()));
        Fitted fitted = engine.fit(request, session);
        checkCurve(fitted);
        if (fitted.stoppedEarly()) {
            session.tell(new RunEvent.StoppedEarly(fitted.epochs(), fitted.bestEpoch()));
        }
        ModelGraph graph = new ModelHead(preparation, answers).graph(fitted);
        Run run = new Run(split, spec, seed, engine.name(), graph, features.recipe(), session.curve(), fitted);
        session.finished(fitted.epochs());
        return run;
    }

    /** Other people's engines are held to what the interface says. */
    private void checkCurve(Fitted fitted) {
        int told = session.curve().size();
        if (fitted.epochs() != told || fitted.bestEpoch() < 1 || fitted.bestEpoch() > told) {
            throw new TrainingFailedException(new Finding(
                    "train.engine-contract",
                    "engine " + engine.name(),
                    "told of " + told + " epochs and returned the best, " + fitted.bestEpoch() + ", of "
                            + fitted.epochs(),
                    "call FitControl.epochEnded once for each epoch"));
        }
    }

    private FitRequest request(Preparation preparation, Answers answers) {
        List<String> names = preparation.featureNames();
        FeatureMatrix matrix = new FeatureMatrix(preparation.graph(), preparation.features(), names.size());
        Examples train = examples(matrix, answers, split.train(), TRAINING);
        Optional<Examples> validation = Optional.of(split.validation())
                .filter(rows -> rows.rows() > 0)
                .map(rows -> examples(matrix, answers, rows, VALIDATION));
        int classes = answers.classes().size();
        return new FitRequest(spec, split.problem().kind(), classes, names, train, validation, seed);
    }

    private static Examples examples(FeatureMatrix matrix, Answers answers, Columns rows, String part) {
        double[] values = matrix.of(rows, part);
        return new Examples(rows.rows(), values.length / rows.rows(), values, answers.targets(rows), null);
    }

    private void checkNames(FeatureColumns features, Answers answers) {
        Set<String> outputs = ModelHead.outputs(answers);
        for (Column column : features.used()) {
            if (outputs.contains(column.name())) {
                findings.add(
                        "train.name-taken",
                        "column " + column.name(),
                        "has the name of an output of the model",
                        "rename the column, or let the problem ignore it");
            }
        }
    }

    private void checkVariety(double[] targets) {
        if (Arrays.stream(targets).allMatch(target -> target == targets[0])) {
            findings.add(
                    "train.constant-target",
                    TRAINING + ", column " + split.problem().target(),
                    "all " + targets.length + " answers are alike",
                    "there is nothing to predict; choose another target or add rows");
        }
    }
}
