package io.mlstack.train;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.Activation;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A net of dense layers and how it is trained, in float32.
 *
 * <pre>{@code
 * NetSpec spec = NetSpec.mlp(64, 32).dropout(0.2).epochs(200);
 * }</pre>
 *
 * <p>The defaults of {@link #mlp} suit tables of some hundred to some hundred thousand rows: 100 epochs of AdamW with
 * batches of 32, a learning rate of 0.003, a weight decay of 0.1, gradients clipped at norm 1, and an end when 20 epochs
 * in a row brought no better loss on the validation part.
 *
 * @param hidden widths of the hidden layers in order; none makes a linear model trained by steps
 * @param activation applied to every hidden layer's outputs: IDENTITY, RELU, TANH or SIGMOID
 * @param epochs most passes over the training rows
 * @param batch rows of one step
 * @param learningRate size of the steps
 * @param weightDecay share of each weight, times the learning rate, that a step takes away; biases do not decay
 * @param dropout share of hidden outputs left out at random in each step, from 0 to below 1
 * @param clip largest Euclidean norm of a step's gradient; a larger one is scaled down to it
 * @param patience epochs without a better validation loss before training stops; the best epoch's weights are kept
 * @param optimiser how parameters follow the gradient
 */
public record NetSpec(
        List<Integer> hidden,
        Activation activation,
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        double dropout,
        double clip,
        int patience,
        Optimiser optimiser)
        implements ModelSpec {
    static final String KIND = "net";

    /** Those whose derivative follows from their output. */
    private static final Set<Activation> TRAINED =
            Collections.unmodifiableSet(EnumSet.range(Activation.IDENTITY, Activation.SIGMOID));

    private static final int MAX_WIDTH = 65_536;
    private static final int MAX_LAYERS = 64;

    /** @throws InvalidInputException with every parameter that is out of range */
    public NetSpec {
        hidden = List.copyOf(hidden);
        Findings findings = Findings.collect();
        String place = "net " + hidden;
        if (hidden.size() > MAX_LAYERS || hidden.stream().anyMatch(w -> w < 1 || w > MAX_WIDTH)) {
            findings.add(
                    "spec.hidden",
                    place,
                    "hidden layers are " + hidden,
                    "give at most " + MAX_LAYERS + " widths from 1 to " + MAX_WIDTH);
        }
        if (!TRAINED.contains(activation)) {
            findings.add(
                    "spec.activation",
                    place,
                    "no net is trained with " + activation + ", which is there for nets from elsewhere",
                    "take one of " + TRAINED);
        }
        atLeast(findings, place, "epochs", epochs, 1);
        atLeast(findings, place, "batch", batch, 1);
        atLeast(findings, place, "patience", patience, 1);
        between(findings, place, "learningRate", learningRate, Double.MIN_VALUE, 10, "0.003");
        between(findings, place, "weightDecay", weightDecay, 0, 100, "0.1");
        between(findings, place, "dropout", dropout, 0, 0.95, "0.2");
        between(findings, place, "clip", clip, Double.MIN_VALUE, 1e30, "1");
        findings.throwIfAny(InvalidInputException::new);
    }

    /** A net with hidden layers of these widths, trained with the defaults. */
    public static NetSpec mlp(int... hidden) {
        return new NetSpec(
                Arrays.stream(hidden).boxed().toList(),
                Activation.RELU,
                100,
                32,
                0.003,
                0.1,
                0,
                1,
                20,
                Optimiser.ADAMW);
    }

    /** This net with another activation of its hidden layers. */
    public NetSpec activation(Activation other) {
        return new NetSpec(hidden, other, epochs, batch, learningRate, weightDecay, dropout, clip, patience, optimiser);
    }

    /** This net with at most so many passes over the training rows. */
    public NetSpec epochs(int most) {
        return new NetSpec(
                hidden, activation, most, batch, learningRate, weightDecay, dropout, clip, patience, optimiser);
    }

    /** This net with so many rows a step. */
    public NetSpec batch(int rows) {
        return new NetSpec(
                hidden, activation, epochs, rows, learningRate, weightDecay, dropout, clip, patience, optimiser);
    }

    /** This net with another size of its steps; lower it where the loss diverges. */
    public NetSpec learningRate(double rate) {
        return new NetSpec(hidden, activation, epochs, batch, rate, weightDecay, dropout, clip, patience, optimiser);
    }

    /** This net with another weight decay; more of it where the validation loss rises while the other falls. */
    public NetSpec weightDecay(double share) {
        return new NetSpec(hidden, activation, epochs, batch, learningRate, share, dropout, clip, patience, optimiser);
    }

    /** This net with so large a share of hidden outputs left out in each step. */
    public NetSpec dropout(double share) {
        return new NetSpec(
                hidden, activation, epochs, batch, learningRate, weightDecay, share, clip, patience, optimiser);
    }

    /** This net with another largest norm of a step's gradient. */
    public NetSpec clip(double norm) {
        return new NetSpec(
                hidden, activation, epochs, batch, learningRate, weightDecay, dropout, norm, patience, optimiser);
    }

    /** This net with another number of fruitless epochs before training stops. */
    public NetSpec patience(int fruitlessEpochs) {
        return new NetSpec(
                hidden,
                activation,
                epochs,
                batch,
                learningRate,
                weightDecay,
                dropout,
                clip,
                fruitlessEpochs,
                optimiser);
    }

    /** This net with another optimiser. */
    public NetSpec optimiser(Optimiser other) {
        return new NetSpec(
                hidden, activation, epochs, batch, learningRate, weightDecay, dropout, clip, patience, other);
    }

    @Override
    public Json.Obj toJson() {
        return Json.object()
                .put(ModelSpec.KIND, KIND)
                .put("hidden", Json.array(hidden.stream().mapToLong(w -> w).toArray()))
                .put("activation", activation.name())
                .put("epochs", epochs)
                .put("batch", batch)
                .put("learningRate", learningRate)
                .put("weightDecay", weightDecay)
                .put("dropout", dropout)
                .put("clip", clip)
                .put("patience", patience)
                .put("optimiser", optimiser.name())
                .build();
    }

    static NetSpec read(JsonPlace json) {
        return new NetSpec(
                json.field("hidden").items().stream().map(JsonPlace::int32).toList(),
                constant(Activation.class, json.field("activation")),
                json.field("epochs").int32(),
                json.field("batch").int32(),
                json.field("learningRate").number(),
                json.field("weightDecay").number(),
                json.field("dropout").number(),
                json.field("clip").number(),
                json.field("patience").int32(),
                constant(Optimiser.class, json.field("optimiser")));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonPlace json) {
        List<E> all = List.of(type.getEnumConstants());
        return all.stream()
                .filter(c -> c.name().equals(json.text()))
                .findFirst()
                .orElseThrow(() -> json.wrong(
                        "spec.constant", "\"" + json.text() + "\" is none of " + all, "write one of " + all));
    }

    @Override
    public String label() {
        String widths = hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
        return hidden.isEmpty()
                ? "net without hidden layers"
                : "net " + widths + " " + activation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.net(this);
    }

    private static void atLeast(Findings findings, String place, String name, int value, int least) {
        if (value < least) {
            findings.add("spec." + name, place, name + " is " + value, "give at least " + least);
        }
    }

    private static void between(
            Findings findings, String place, String name, double value, double low, double high, String usual) {
        if (!(value >= low && value <= high)) {
            String range = (low == 0 ? "from 0" : "above 0") + " to " + high;
            findings.add("spec." + name, place, name + " is " + value, "give a number " + range + ", such as " + usual);
        }
    }
}
