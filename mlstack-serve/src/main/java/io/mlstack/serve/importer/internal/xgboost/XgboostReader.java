package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.importer.UnsupportedModelException;
import io.mlstack.serve.importer.internal.Feature;
import io.mlstack.serve.importer.internal.Head;
import io.mlstack.serve.importer.internal.SourceModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a model that XGBoost 1.0 or later saved as JSON or UBJ. */
public final class XgboostReader {

    private static final int NEWEST_MAJOR = 3;

    /** Numbers a row, which a hostile file could name without having them. */
    private static final int MAX_FEATURES = 1 << 17;

    private static final int MAX_OUTPUTS = 1 << 14;

    private final Place root;

    private XgboostReader(Place root) {
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param source what to call it in messages
     * @throws UnsupportedModelException if it is damaged, no such file, or holds what mlstack does not score
     */
    public static SourceModel read(byte[] bytes, String source) {
        Value document = Encoding.of(bytes, source) == Encoding.UBJ
                ? UbjDocument.read(bytes, source)
                : JsonDocument.read(bytes, source);
        return new XgboostReader(new Place(document, source)).model();
    }

    private XgboostModel model() {
        String trainer = trainer();
        Place learner = root.field("learner");
        Place param = learner.field("learner_model_param");
        Objective objective = Objective.of(learner.field("objective").field("name"));
        int count = bounded(param.field("num_feature"), 1, MAX_FEATURES);
        float[] base = base(param, objective, learner);
        Place booster = learner.field("gradient_booster");
        Place model = inner(booster).field("model");
        List<Feature> features = features(learner, model, count);
        XgboostModel.Booster made = booster(booster, model, learner, base, count);
        return new XgboostModel(
                trainer,
                features,
                !names(learner).isEmpty(),
                objective.head(base.length),
                made,
                made.trees(made.rounds().all()));
    }

    private String trainer() {
        Place version = root.field("version");
        int[] parts = version.ints(3);
        String trainer = "XGBoost " + parts[0] + "." + parts[1] + "." + parts[2];
        if (parts[0] < 1 || parts[0] > NEWEST_MAJOR) {
            throw Refusal.unsupported(
                    version.path(),
                    "the file is of " + trainer + ", known are 1 to " + NEWEST_MAJOR,
                    "upgrade mlstack, or save the model with an older XGBoost");
        }
        return trainer;
    }

    private static int bounded(Place place, int least, int most) {
        int number = place.int32();
        if (number < least || number > most) {
            throw Refusal.unsupported(
                    place.path(), "is " + number + ", served are " + least + " to " + most, "train on fewer columns");
        }
        return number;
    }

    private static float[] base(Place param, Objective objective, Place learner) {
        int classes = param.optional("num_class").map(Place::int32).orElse(0);
        Optional<Place> targets = param.optional("num_target");
        int outputs = classes > 1
                ? bounded(param.field("num_class"), 2, MAX_OUTPUTS)
                : targets.isPresent() ? bounded(targets.get(), 1, MAX_OUTPUTS) : 1;
        if (objective.head(outputs).task() == Head.Task.CLASSES && outputs < 2) {
            throw Refusal.damaged(learner.path(), objective.spelling() + " has " + outputs + " classes");
        }
        Place score = param.field("base_score");
        float[] scores = score.floatsInText();
        if (scores.length != 1 && scores.length != outputs) {
            throw Refusal.damaged(score.path(), "has " + scores.length + " numbers for " + outputs + " outputs");
        }
        float[] base = new float[outputs];
        for (int k = 0; k < outputs; k++) {
            base[k] = objective.margin(scores.length == 1 ? scores[0] : scores[k]);
        }
        score.requireFinite(base);
        return base;
    }

    // ---- boosters

    /** What dart of before 3.4 wraps around the trees. */
    private static Place inner(Place booster) {
        return booster.field("name").text().equals("dart") ? booster.field("gbtree") : booster;
    }

    private static XgboostModel.Booster booster(Place booster, Place model, Place learner, float[] base, int features) {
        String name = booster.field("name").text();
        TreeBooster.Attributes attributes = TreeBooster.Attributes.read(learner.optional("attributes"));
        return switch (name) {
            case "gbtree" -> TreeBooster.read(model, model.optional("weight_drop"), attributes, base, features);
            case "dart" ->
                TreeBooster.read(model, Optional.of(booster.field("weight_drop")), attributes, base, features);
            case "gblinear" -> LinearBooster.read(model, base, features);
            default ->
                throw Refusal.unsupported(
                        booster.path(), "the booster \"" + name + "\" is not known", "use gbtree, dart or gblinear");
        };
    }

    // ---- features

    private static List<String> names(Place learner) {
        return learner.optional("feature_names").map(Place::texts).orElse(List.of());
    }

    private static List<Feature> features(Place learner, Place model, int count) {
        List<String> names = names(learner);
        List<String> types = learner.optional("feature_types").map(Place::texts).orElse(List.of());
        List<List<String>> levels = CategoryNames.read(model, count);
        requireCount(learner, "feature_names", names.size(), count);
        requireCount(learner, "feature_types", types.size(), count);
        Set<String> seen = new HashSet<>();
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = names.isEmpty() ? "f" + i : names.get(i);
            if (!Column.isName(name) || !seen.add(name)) {
                throw Refusal.unsupported(
                        learner.path() + "/feature_names/" + i,
                        "the name is blank, too long, there twice, or not printable",
                        "name each feature by itself in 1 to 200 printable characters");
            }
            List<String> named = levels.isEmpty() ? List.of() : levels.get(i);
            boolean coded =
                    !types.isEmpty() && types.get(i).toLowerCase(Locale.ROOT).equals("c");
            features.add(named.isEmpty() ? new Feature(name, coded, named) : category(name, named, learner));
        }
        return features;
    }

    private static Feature category(String name, List<String> levels, Place learner) {
        try {
            return Feature.category(name, ((ColumnType.Category) ColumnType.category(levels)).levels());
        } catch (IllegalArgumentException e) {
            throw Refusal.unsupported(
                    learner.path(),
                    "the categories of feature " + name + " cannot be levels: " + e.getMessage(),
                    "give each category a text of its own");
        }
    }

    private static void requireCount(Place learner, String field, int count, int features) {
        if (count != 0 && count != features) {
            throw Refusal.damaged(
                    learner.path() + "/" + field, "has " + count + " entries for " + features + " features");
        }
    }
}
