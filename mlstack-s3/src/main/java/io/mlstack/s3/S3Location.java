package io.mlstack.s3;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a store lies.
 *
 * @param bucket its name
 * @param prefix the key below which the objects of the store lie; empty for the whole bucket
 */
record S3Location(String bucket, String prefix) {

    private static final Pattern URL =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?", Pattern.DOTALL);

    /** @throws InvalidInputException if {@code url} is not {@code s3://bucket/prefix} */
    static S3Location parse(String url) {
        Matcher matcher = URL.matcher(requireNonNull(url, "location"));
        if (!matcher.matches()) {
            throw refused(url, "is no location in S3");
        }
        String path = matcher.group(2) == null ? "" : matcher.group(2);
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        // Below some segment, because a prefix may well begin with the one that keys must not begin with. As long as a
        // key
        // may be, which leaves as much of the 1024 bytes of S3 to the keys of the store.
        if (!prefix.isEmpty() && !BlobKey.isKey("x/" + prefix)) {
            throw refused(url, "has a prefix outside the grammar of keys");
        }
        return new S3Location(matcher.group(1), prefix);
    }

    /** The key in the bucket of a key of the store, or of a prefix of such keys. */
    String objectKey(String key) {
        return prefix.isEmpty() ? key : prefix + "/" + key;
    }

    /** The key in the store of a key in the bucket that {@link #objectKey} made. */
    String key(String objectKey) {
        return prefix.isEmpty() ? objectKey : objectKey.substring(prefix.length() + 1);
    }

    /** How errors name an object. */
    String place(String key) {
        return "s3://" + bucket + "/" + objectKey(key);
    }

    private static InvalidInputException refused(String url, String problem) {
        return new InvalidInputException(
                new Finding(
                        "blob.bad-location",
                        "location \"" + url + '"',
                        problem,
                        "write s3://bucket or s3://bucket/prefix, the prefix in segments of A-Z a-z 0-9 . _ - joined by slashes"));
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
