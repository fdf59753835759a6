package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.progress.Progress;
import io.mlstack.data.load.Split;
import io.mlstack.train.engine.Engine;
import io.mlstack.train.engine.Support;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A training to be started: data, model, seed, and the limits under which the host lets it run.
 *
 * <p>Immutable; each method returns the next value, so one can be the start of several trainings. Equal data, model, seed
 * and engine give an equal model, to the last bit; executor, deadline and listeners change nothing in it.
 *
 * <pre>{@code
 * Run run = Training.on(split).model(NetSpec.mlp(64, 32)).seed(7).fit();
 * }</pre>
 */
public final class Training {
    private static final String DEFAULT_ENGINE = "java";

    private final Split split;
    private final ModelSpec spec;
    private final long seed;
    private final Engine engine;
    private final FitLimits limits;

    private Training(Split split, ModelSpec spec, long seed, Engine engine, FitLimits limits) {
        this.split = split;
        this.spec = spec;
        this.seed = seed;
        this.engine = engine;
        this.limits = limits;
    }

    /**
     * A training on the training part of a split: a linear model, seed 0, the Java engine, on the calling thread.
     *
     * <p>The validation part, where it has rows, decides when a net stops; the test part is not looked at.
     */
    public static Training on(Split split) {
        return new Training(split, LinearSpec.standard(), 0, engineNamed(DEFAULT_ENGINE), FitLimits.NONE);
    }

    /** What to train. */
    public Training model(ModelSpec model) {
        return new Training(split, model, seed, engine, limits);
    }

    /** What every draw depends on: initial weights, order of the rows, dropout. */
    public Training seed(long value) {
        return new Training(split, spec, value, engine, limits);
    }

    /**
     * Which engine trains.
     *
     * @throws NotFoundException with the nearest names, if no engine of that name is on the class path
     */
    public Training engine(String name) {
        return engine(engineNamed(name));
    }

    /** An engine that is not found by name. */
    public Training engine(Engine other) {
        return new Training(split, spec, seed, other, limits);
    }

    /** As {@link #executor(Executor, int)}, for as many threads as the machine has processors. */
    public Training executor(Executor helpers) {
        return executor(helpers, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Lets other threads help; without it the calling thread works alone.
     *
     * <p>The calling thread always takes part, so an executor that is busy or shut down costs speed and nothing else, and
     * {@link #fit} may itself run on it.
     *
     * @param threads most threads that work at a time, the calling one included
     * @throws InvalidInputException if {@code threads} is below 1
     */
    public Training executor(Executor helpers, int threads) {
        return new Training(split, spec, seed, engine, limits.executor(helpers, threads));
    }

    /**
     * Ends the training with a {@link TrainingStoppedException} when it takes longer.
     *
     * @throws InvalidInputException if {@code limit} is not positive
     */
    public Training deadline(Duration limit) {
        return new Training(split, spec, seed, engine, limits.deadline(limit));
    }

    /**
     * Adds a listener, called on the thread that calls {@link #fit}, in order, between steps; it must be quick.
     *
     * <p>A listener that throws ends the training with a {@link TrainingFailedException} that names it.
     */
    public Training listener(Consumer<RunEvent> listener) {
        return new Training(split, spec, seed, engine, limits.listener(listener));
    }

    /** Who hears how far the training is, in epochs: a bar on a terminal, a line in a log. */
    public Training progress(Progress progress) {
        return new Training(split, spec, seed, engine, limits.progress(progress));
    }

    /**
     * Trains the model.
     *
     * <p>Works on the calling thread and returns when the model is done; nothing is written anywhere.
     *
     * @throws InvalidInputException with all problems at once, each with its cure: values that are NaN or infinite or too
     *     large, no column to learn from, a column named like an output, a target that is the same everywhere, an engine
     *     that cannot train the model; what concerns the target's classes {@link Split} has found before
     * @throws TrainingFailedException if the loss became NaN, a solver did not converge, or a listener threw
     * @throws TrainingStoppedException if the deadline passed or the thread was interrupted
     */
    public Run fit() {
        FitSession session = new FitSession(limits, spec);
        try {
            Support support = engine.supports(spec);
            if (!support.possible()) {
                throw new InvalidInputException(new Finding(
                        "train.engine",
                        "engine " + engine.name(),
                        "cannot train a " + spec.label() + ": it " + support.reason(),
                        "choose another engine or model"));
            }
            return new Fit(split, spec, seed, engine, session).run();
        } catch (RuntimeException failure) {
            throw session.failed(failure);
        }
    }

    private static Engine engineNamed(String name) {
        List<String> names = new ArrayList<>();
        for (Engine engine : Engine.all()) {
            if (engine.name().equals(name)) {
                return engine;
            }
            names.add(engine.name());
        }
        List<Finding> findings = new ArrayList<>(List.of(new Finding(
                "train.no-such-engine",
                "training",
                "there is no engine \"" + name + "\"",
                NearestName.cure(name, names))));
        findings.addAll(Engine.broken());
        throw new NotFoundException(findings);
    }

    /** {@code Training of net 64-32 relu for biopsy-triage on 455 rows, seed 7}. */
    @Override
    public String toString() {
        return "Training of " + spec.label() + " for " + split.problem().name() + " on "
                + split.train().rows() + " rows, seed " + seed;
    }
}
