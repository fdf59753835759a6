package io.mlstack.data.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.data.store.internal.History;
import io.mlstack.data.store.internal.StoreCore;
import io.mlstack.data.store.internal.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the version that a person means by a tag, some digits of a commit id, or a number of steps back. */
final class VersionName {

    static final String HEAD = "head";

    private static final Pattern STEPS = Pattern.compile("(.*)~([0-9]{1,15})");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{4,64}");

    private final History history;
    private final Tags tags;
    private final String dataset;
    private final Supplier<NotFoundException> nothingThere;

    VersionName(StoreCore core, String dataset, Supplier<NotFoundException> nothingThere) {
        this.history = core.history(dataset);
        this.tags = new Tags(core, dataset);
        this.dataset = dataset;
        this.nothingThere = nothingThere;
    }

    Version resolve(String text) {
        Matcher steps = STEPS.matcher(text);
        String name = steps.matches() ? steps.group(1) : text;
        long back = steps.matches() ? Long.parseLong(steps.group(2)) : 0;
        List<Digest> newestFirst = history.ids();
        if (newestFirst.isEmpty()) {
            throw nothingThere.get();
        }
        long position =
                (name.isEmpty() && steps.matches() || name.equals(HEAD) ? 0 : position(name, newestFirst)) + back;
        if (position >= newestFirst.size()) {
            throw notFound(text, "goes back before the first of " + newestFirst.size() + " versions", newestFirst);
        }
        return history.at(newestFirst.size() - position);
    }

    /** How many versions are newer than the one of that name. */
    private int position(String name, List<Digest> newestFirst) {
        Digest tagged = tags.all().get(name);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Digest id = newestFirst.get(i);
            if (tagged != null
                    ? id.equals(tagged)
                    : DIGITS.matcher(name).matches() && id.hex().startsWith(name)) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            throw notFound(name, "is neither a tag nor the beginning of a commit id", newestFirst);
        }
        if (found.size() > 1) {
            throw new InvalidInputException(new Finding(
                    "dataset.ambiguous-version",
                    "version " + name + " of dataset " + dataset,
                    "is the beginning of " + found.size() + " commit ids",
                    "give more digits"));
        }
        return found.get(0);
    }

    private NotFoundException notFound(String text, String problem, List<Digest> newestFirst) {
        List<String> names = new ArrayList<>(tags.all().keySet());
        names.add(HEAD);
        newestFirst.stream().limit(10).forEach(id -> names.add(id.shortHex(10)));
        return new NotFoundException(new Finding(
                "dataset.no-such-version",
                "version \"" + text + "\" of dataset " + dataset,
                problem,
                NearestName.cure(text, names)));
    }
}
