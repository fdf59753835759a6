package io.mlstack.api.model;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.InputPolicy.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON form of the {@link InputPolicy}s of a graph: an object with a member for each column that declares one. */
final class PolicyJson {

    private static final List<String> MEMBERS =
            List.of("least", "most", "onMissing", "onUnseen", "onOutOfRange", "default");

    private PolicyJson() {}

    static Json write(Map<String, InputPolicy> policies) {
        Json.ObjBuilder json = Json.object();
        policies.forEach((column, policy) -> json.put(column, write(policy)));
        return json.build();
    }

    private static Json write(InputPolicy policy) {
        Json.ObjBuilder json = Json.object()
                .put("onMissing", name(policy.onMissing()))
                .put("onUnseen", name(policy.onUnseen()))
                .put("onOutOfRange", name(policy.onOutOfRange()));
        if (policy.least() > Double.NEGATIVE_INFINITY) {
            json.put("least", policy.least());
        }
        if (policy.most() < Double.POSITIVE_INFINITY) {
            json.put("most", policy.most());
        }
        if (policy.defaultNumber() != null) {
            json.put("default", (double) policy.defaultNumber());
        }
        if (policy.defaultLevel() != null) {
            json.put("default", policy.defaultLevel());
        }
        return json.build();
    }

    static void read(JsonPlace json, ModelGraph.Builder builder) {
        json.fields().forEach((column, policy) -> builder.policy(column, read(policy)));
    }

    private static InputPolicy read(JsonPlace json) {
        // What is not understood may not be passed over: it says which rows are refused.
        json.fields().keySet().stream()
                .filter(member -> !MEMBERS.contains(member))
                .findFirst()
                .ifPresent(member -> {
                    throw json.field(member)
                            .wrong(
                                    "graph.policy",
                                    "a policy has no member \"" + member + "\"",
                                    NearestName.cure(member, MEMBERS) + "; or upgrade mlstack");
                });
        try {
            @Nullable JsonPlace fallback = json.optional("default").orElse(null);
            boolean level = fallback != null && fallback.value() instanceof Json.Str;
            return new InputPolicy(
                    json.optional("least").map(JsonPlace::number).orElse(Double.NEGATIVE_INFINITY),
                    json.optional("most").map(JsonPlace::number).orElse(Double.POSITIVE_INFINITY),
                    action(json.field("onMissing")),
                    action(json.field("onUnseen")),
                    action(json.field("onOutOfRange")),
                    fallback == null || level ? null : fallback.number(),
                    fallback == null || !level ? null : fallback.text());
        } catch (IllegalArgumentException e) {
            throw json.wrong("graph.policy", String.valueOf(e.getMessage()), "mend the policy");
        }
    }

    private static Action action(JsonPlace json) {
        return Arrays.stream(Action.values())
                .filter(action -> name(action).equals(json.text()))
                .findFirst()
                .orElseThrow(() -> json.wrong(
                        "graph.policy",
                        "\"" + json.text() + "\" is no action",
                        "write reject, missing, clamp or default; or upgrade mlstack"));
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
