package io.mlstack.serve.bundle;

import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.BundleDiff.Change;
import io.mlstack.serve.bundle.BundleDiff.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Compares two bundles. */
final class DiffFinder {

    private static final int SHOWN = 120;

    /** Members of a graph's JSON that are compared one by one. */
    private static final Set<String> COMPARED = Set.of("input", "output", "nodes");

    private final List<Change> changes = new ArrayList<>();

    private DiffFinder() {}

    static BundleDiff between(Bundle before, Bundle after) {
        DiffFinder finder = new DiffFinder();
        finder.model(before, after);
        finder.schema("input", before.graph().input(), after.graph().input());
        finder.schema("output", before.graph().output(), after.graph().output());
        finder.graph(before.graph(), after.graph());
        finder.compare("tensor", before.graph().tensors(), after.graph().tensors(), DiffFinder::numbers);
        finder.text("goldens", before.proof(), after.proof());
        finder.signatures(before, after);
        finder.entries(before, after);
        return new BundleDiff(name(before), name(after), finder.changes);
    }

    private static String name(Bundle bundle) {
        return bundle.name() + " " + bundle.id().shortHex(12);
    }

    private void model(Bundle before, Bundle after) {
        text("name", before.name(), after.name());
        text("licence", before.licence().orElse("none"), after.licence().orElse("none"));
        text("trainer", before.trainer().orElse("mlstack"), after.trainer().orElse("mlstack"));
        json("problem", problem(before), problem(after));
        json("lineage", before.lineage(), after.lineage());
        if (!before.card().equals(after.card())) {
            changes.add(new Change(
                    Kind.CHANGED,
                    "card",
                    before.card().lines().count() + " lines before, "
                            + after.card().lines().count() + " after"));
        }
    }

    private static Json problem(Bundle bundle) {
        return bundle.problem()
                .map(problem -> problem.toJson())
                .orElseGet(() -> Json.object().build());
    }

    private void schema(String what, Schema before, Schema after) {
        compare(
                what,
                columns(before),
                columns(after),
                (a, b) -> a.equals(b) ? "" : shown(a.toString()) + " -> " + shown(b.toString()));
        List<String> common = new ArrayList<>(before.names());
        common.retainAll(after.names());
        List<String> reordered = new ArrayList<>(after.names());
        reordered.retainAll(before.names());
        if (!common.equals(reordered)) {
            changes.add(new Change(
                    Kind.CHANGED, what + " order", shown(common.toString()) + " -> " + shown(reordered.toString())));
        }
    }

    private static Map<String, Column> columns(Schema schema) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Column column : schema) {
            columns.put(column.name(), column);
        }
        return columns;
    }

    /** Nodes by the value they make; what a node is, is its JSON. Then what else the JSON says, such as policies. */
    private void graph(ModelGraph before, ModelGraph after) {
        compare("node", nodes(before), nodes(after), (a, b) -> a.equals(b) ? "" : shown(a) + " -> " + shown(b));
        Map<String, String> a = members(before.toJson());
        Map<String, String> b = members(after.toJson());
        a.keySet().removeAll(COMPARED);
        b.keySet().removeAll(COMPARED);
        compare("graph", a, b, (x, y) -> x.equals(y) ? "" : shown(x) + " -> " + shown(y));
    }

    private static Map<String, String> nodes(ModelGraph graph) {
        Map<String, String> nodes = new LinkedHashMap<>();
        if (graph.toJson() instanceof Json.Obj json && json.get("nodes") instanceof Json.Arr items) {
            for (int i = 0; i < items.items().size(); i++) {
                nodes.put(graph.nodes().get(i).output(), items.items().get(i).canonical());
            }
        }
        return nodes;
    }

    private void json(String what, Json before, Json after) {
        compare(what, members(before), members(after), (a, b) -> a.equals(b) ? "" : shown(a) + " -> " + shown(b));
    }

    private static Map<String, String> members(Json json) {
        Map<String, String> members = new TreeMap<>();
        if (json instanceof Json.Obj object) {
            object.members().forEach((name, member) -> members.put(name, member.canonical()));
        }
        return members;
    }

    private void signatures(Bundle before, Bundle after) {
        Map<String, String> a = new TreeMap<>();
        before.signatures().forEach(signature -> a.put(Signatures.shortId(signature.key()), signature.signature()));
        Map<String, String> b = new TreeMap<>();
        after.signatures().forEach(signature -> b.put(Signatures.shortId(signature.key()), signature.signature()));
        // Another content has another signature: only who signed is news.
        compare("signature by", a, b, (x, y) -> "");
    }

    private void entries(Bundle before, Bundle after) {
        compare(
                "entry",
                before.parts(),
                after.parts(),
                (a, b) -> a.equals(b)
                        ? ""
                        : a.size() + " bytes " + a.digest().shortHex(12) + " -> " + b.size() + " bytes "
                                + b.digest().shortHex(12));
    }

    private void text(String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(Kind.CHANGED, what, shown(before) + " -> " + shown(after)));
        }
    }

    /** @param difference says how two things differ; empty if they do not */
    private <T> void compare(
            String what, Map<String, T> before, Map<String, T> after, BiFunction<T, T, String> difference) {
        for (Map.Entry<String, T> entry : before.entrySet()) {
            String name = what + " " + entry.getKey();
            T other = after.get(entry.getKey());
            if (other == null) {
                changes.add(new Change(Kind.REMOVED, name, ""));
                continue;
            }
            String detail = difference.apply(entry.getValue(), other);
            if (!detail.isEmpty()) {
                changes.add(new Change(Kind.CHANGED, name, detail));
            }
        }
        for (String name : new TreeSet<>(after.keySet())) {
            if (!before.containsKey(name)) {
                changes.add(new Change(Kind.ADDED, what + " " + name, ""));
            }
        }
    }

    private static String numbers(Tensor before, Tensor after) {
        if (before.equals(after)) {
            return "";
        }
        if (before.type() != after.type() || !before.shape().equals(after.shape())) {
            return before + " -> " + after;
        }
        double[] a = before.toDoubles();
        double[] b = after.toDoubles();
        double largest = 0;
        int where = 0;
        int differing = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0) {
                differing++;
                double difference = Math.abs(a[i] - b[i]);
                if (difference > largest || Double.isNaN(difference)) {
                    largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    where = i;
                }
            }
        }
        if (differing == 0) {
            return "equal numbers in other bits";
        }
        return differing + " of " + a.length + " numbers, largest difference "
                + (Double.isFinite(largest) ? CanonicalNumber.format(largest) : "infinite") + " at " + where + " ("
                + a[where] + " -> " + b[where] + ")";
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
