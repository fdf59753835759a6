package io.mlstack.serve.importer.internal.xgboost;

import static io.mlstack.serve.importer.internal.Head.Task.CLASSES;
import static io.mlstack.serve.importer.internal.Head.Task.NUMBERS;
import static io.mlstack.serve.importer.internal.Head.Task.RANK;
import static io.mlstack.serve.importer.internal.Head.Task.TWO_CLASSES;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.serve.importer.internal.Head;
import java.util.ArrayList;
import java.util.List;

/** What an objective makes of margins, and of the base score, which a file holds on the scale of predictions. */
enum Objective {
    SQUARED_ERROR("reg:squarederror", NUMBERS, Head.IDENTITY, Scale.SAME),
    /** The name before 1.0. */
    LINEAR("reg:linear", NUMBERS, Head.IDENTITY, Scale.SAME),
    SQUARED_LOG_ERROR("reg:squaredlogerror", NUMBERS, Head.IDENTITY, Scale.SAME),
    PSEUDO_HUBER("reg:pseudohubererror", NUMBERS, Head.IDENTITY, Scale.SAME),
    ABSOLUTE_ERROR("reg:absoluteerror", NUMBERS, Head.IDENTITY, Scale.SAME),
    QUANTILE_ERROR("reg:quantileerror", NUMBERS, Head.IDENTITY, Scale.SAME),
    REG_LOGISTIC("reg:logistic", NUMBERS, Head.SIGMOID, Scale.LOGIT),
    GAMMA("reg:gamma", NUMBERS, Head.link(LinkFunction.EXP), Scale.LOG),
    TWEEDIE("reg:tweedie", NUMBERS, Head.link(LinkFunction.EXP), Scale.LOG),
    POISSON("count:poisson", NUMBERS, Head.link(LinkFunction.EXP), Scale.LOG),
    COX("survival:cox", NUMBERS, Head.link(LinkFunction.EXP), Scale.LOG),
    AFT("survival:aft", NUMBERS, Head.link(LinkFunction.EXP), Scale.LOG),
    LOGISTIC("binary:logistic", TWO_CLASSES, Head.SIGMOID, Scale.LOGIT),
    /** XGBoost's own prediction is the margin; trained on the same loss, so the probabilities are the same, too. */
    LOGIT_RAW("binary:logitraw", TWO_CLASSES, Head.SIGMOID, Scale.SAME),
    HINGE("binary:hinge", TWO_CLASSES, Head.link(LinkFunction.STEP), Scale.SAME),
    SOFTMAX("multi:softmax", CLASSES, Head.SOFTMAX, Scale.SAME),
    SOFTPROB("multi:softprob", CLASSES, Head.SOFTMAX, Scale.SAME),
    RANK_NDCG("rank:ndcg", RANK, Head.IDENTITY, Scale.SAME),
    RANK_MAP("rank:map", RANK, Head.IDENTITY, Scale.SAME),
    RANK_PAIRWISE("rank:pairwise", RANK, Head.IDENTITY, Scale.SAME);

    /** How a base score becomes a base margin, in float32. */
    enum Scale {
        SAME {
            @Override
            float margin(float score) {
                return score;
            }
        },
        LOGIT {
            @Override
            float margin(float score) {
                return -FloatLog.log(1 / score - 1);
            }
        },
        LOG {
            @Override
            float margin(float score) {
                return FloatLog.log(score);
            }
        };

        abstract float margin(float score);
    }

    private final String spelling;
    private final Head head;
    private final Scale scale;

    Objective(String spelling, Head.Task task, Head.Transform transform, Scale scale) {
        this.spelling = spelling;
        this.head = new Head(task, transform);
        this.scale = scale;
    }

    /** @throws io.mlstack.serve.importer.UnsupportedModelException for any other name */
    static Objective of(Place name) {
        List<String> known = new ArrayList<>();
        for (Objective objective : values()) {
            if (objective.spelling.equals(name.text())) {
                return objective;
            }
            known.add(objective.spelling);
        }
        throw Refusal.unsupported(
                name.path(),
                "the objective \"" + name.text() + "\" is not known",
                NearestName.cure(name.text(), known) + "; or upgrade mlstack");
    }

    /** What several margins of a label each mean: with several labels, each is a number of its own. */
    Head head(int outputs) {
        boolean labels = head.task() == TWO_CLASSES && outputs > 1;
        return labels ? new Head(NUMBERS, head.transform()) : head;
    }

    /** How the objective is spelt in a file. */
    String spelling() {
        return spelling;
    }

    /** The base margin of a base score. */
    float margin(float score) {
        return scale.margin(score);
    }
}
