package io.mlstack.s3;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.blob.BlobStat;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Walks the objects below a prefix page by page; each page is asked for by the last key, so it can be asked for again. */
final class Listing implements Iterator<BlobStat> {

    private final S3Bucket bucket;
    private final String prefix;
    private final int pageSize;
    private Iterator<S3Object> page = Collections.emptyIterator();
    private boolean more = true;
    private @Nullable String lastKey;
    private @Nullable BlobStat next;

    Listing(S3Bucket bucket, String prefix, int pageSize) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.pageSize = pageSize;
    }

    @Override
    public boolean hasNext() {
        while (next == null && (page.hasNext() || more)) {
            if (page.hasNext()) {
                take(page.next());
            } else {
                turn();
            }
        }
        return next != null;
    }

    @Override
    public BlobStat next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        BlobStat found = next;
        next = null;
        return found;
    }

    private void turn() {
        ListObjectsV2Response response = bucket.list(Action.LIST, prefix, lastKey, pageSize);
        page = response.contents().iterator();
        more = Boolean.TRUE.equals(response.isTruncated());
    }

    /** What is no key of a store was put there by others, or is the store's own. */
    private void take(S3Object object) {
        String key = bucket.location().key(object.key());
        String before = lastKey;
        if (before != null && key.compareTo(before) <= 0) {
            throw Failures.server(
                    "blob.unordered",
                    bucket.location().place(prefix),
                    "the server lists \"" + key + "\" after \"" + before + '"',
                    "use a general purpose bucket; directory buckets list in no order");
        }
        lastKey = key;
        if (BlobKey.isKey(key)) {
            next = new BlobStat(key, object.size(), object.lastModified().truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
