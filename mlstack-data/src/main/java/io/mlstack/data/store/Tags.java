package io.mlstack.data.store;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.data.store.internal.History;
import io.mlstack.data.store.internal.StoreCore;
import io.mlstack.data.store.internal.Version;
import io.mlstack.data.store.internal.Writer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names that people gave to versions of one data set. */
final class Tags {

    private final StoreCore core;
    private final String dataset;

    Tags(StoreCore core, String dataset) {
        this.core = core;
        this.dataset = dataset;
    }

    void create(String tag, Version version, Writer writer) {
        if (tag.equals(VersionName.HEAD)) {
            throw new InvalidInputException(new Finding(
                    "tag.reserved", "tag " + tag, "always means the newest version", "choose another name"));
        }
        History history = core.tag(dataset, tag);
        if (!history.name(version, writer)) {
            Version named = history.at(1);
            if (!named.id().equals(version.id())) {
                throw new ConflictException(new Finding(
                        "tag.taken",
                        "tag " + tag + " of dataset " + dataset,
                        "names " + CommitInfo.of(named),
                        "choose another name; a tag does not move"));
            }
        }
    }

    Optional<Digest> find(String tag) {
        return core.tag(dataset, tag).ids().stream().findFirst();
    }

    SortedMap<String, Digest> all() {
        String prefix = StoreCore.tagPrefix(dataset);
        SortedMap<String, Digest> tags = new TreeMap<>();
        core.blobs().list(prefix).map(BlobStat::key).forEach(key -> {
            String tag = key.substring(prefix.length(), key.lastIndexOf('/'));
            find(tag).ifPresent(id -> tags.put(tag, id));
        });
        return tags;
    }
}
