package io.mlstack.serve.predict.internal.bind;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object after the other as a row of numbers. Not thread-safe. */
final class JsonRow {

    private static final int SHOWN_KEY = 100;

    private final JsonInput input;
    private final JsonParser parser;
    private final Findings findings;
    private final List<InputRule> rules;

    /** Of each column the field that gave it, the pointer to its object, and its text if it is an unseen category. */
    private final @Nullable String[] keys;

    private final @Nullable String[] objects;
    private final @Nullable String[] texts;

    /** Columns with a value that is no null. */
    private final boolean[] present;

    /** Columns that have a finding already. */
    private final boolean[] failed;

    private String prefix = "";

    JsonRow(JsonInput input, JsonParser parser, Findings findings) {
        this.input = input;
        this.parser = parser;
        this.findings = findings;
        this.rules = input.rules().all();
        this.keys = new @Nullable String[rules.size()];
        this.objects = new @Nullable String[rules.size()];
        this.texts = new @Nullable String[rules.size()];
        this.present = new boolean[rules.size()];
        this.failed = new boolean[rules.size()];
    }

    /**
     * Reads the value that begins with {@code token}, to its end.
     *
     * @param place of the row, before all others
     * @param pointer to the value
     */
    void read(JsonToken token, double[] in, int at, String place, String pointer) throws IOException {
        long before = findings.count();
        prefix = place;
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            findings.add(
                    "predict.json-row",
                    place + "#" + pointer,
                    "is no object",
                    "give an object with the columns of a row");
            return;
        }
        Arrays.fill(keys, null);
        Arrays.fill(texts, null);
        Arrays.fill(present, false);
        Arrays.fill(failed, false);
        input.rules().clear(in, at);
        object(in, at, "", pointer);
        boolean sound = findings.count() == before;
        if (!sound || !input.rules().admit(in, at)) {
            judge(in, at);
        }
    }

    private void object(double[] in, int at, String names, String pointer) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            String name = names.isEmpty() ? key : names + key;
            boolean holder = (token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL)
                    && input.names().anyBeginsWith(name + JsonNames.JOINT);
            int column = input.names().find(name);
            if (holder && token == JsonToken.START_OBJECT) {
                object(in, at, name + JsonNames.JOINT, pointer + "/" + escaped(key));
            } else if (column >= 0) {
                field(column, token, in, at, key, pointer);
            } else {
                // A null in the place of an object says that all its columns are missing.
                if (!holder && !input.ignoresUnknown()) {
                    unknown(name, pointer + "/" + escaped(key));
                }
                parser.skipChildren();
            }
        }
    }

    private void field(int column, JsonToken token, double[] in, int at, String key, String pointer)
            throws IOException {
        if (keys[column] != null) {
            String earlier = place(column);
            findings.add(
                    "predict.json-duplicate",
                    prefix + "#" + pointer + "/" + escaped(key),
                    "gives " + earlier.substring(prefix.length()) + " again",
                    "give each column once");
            failed[column] = true;
            parser.skipChildren();
            return;
        }
        keys[column] = key;
        objects[column] = pointer;
        if (token != JsonToken.VALUE_NULL) {
            present[column] = true;
            InputRule rule = rules.get(column);
            JsonValue value = new JsonValue(rule, parser, this, column);
            value.read(token, input.levels(column), in, at + rule.slot());
        }
    }

    private void unknown(String name, String pointer) {
        // Nobody reads more, and each costs a comparison with all names.
        String cure = findings.count() < Findings.DEFAULT_CAP
                ? NearestName.cure(name, input.names().columns())
                : "";
        findings.add(
                "predict.json-unknown-field",
                prefix + "#" + pointer,
                "no column is called " + InputWords.quoted(name),
                cure);
    }

    /** A value that is none of its column. */
    void wrong(int column, String code, String message, String cure) {
        failed[column] = true;
        findings.add(code, place(column), message, cure);
    }

    /** Keeps a text that is no level, for the message. */
    void unseen(int column, String text) {
        texts[column] = text;
    }

    private void judge(double[] in, int at) {
        Judgement judgement = Judgement.ofRejected(findings);
        for (int i = 0; i < rules.size(); i++) {
            if (present[i] && !failed[i]) {
                judgement.numbers(rules.get(i), in, at + rules.get(i).slot(), texts[i], place(i));
            } else if (!failed[i]) {
                judgement.absent(rules.get(i), place(i), "");
            }
        }
    }

    /** {@code row 3, column age (#/3/applicant/age)}. */
    private String place(int column) {
        String name = prefix + "column " + rules.get(column).column().name();
        String key = keys[column];
        return key == null ? name : name + " (#" + objects[column] + "/" + escaped(key) + ")";
    }

    /** As a JSON pointer (RFC 6901) has it, cut where it is long. */
    private static String escaped(String key) {
        String shown = key.length() <= SHOWN_KEY ? key : key.substring(0, SHOWN_KEY) + "...";
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
