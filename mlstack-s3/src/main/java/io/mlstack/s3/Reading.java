package io.mlstack.s3;

import java.io.EOFException;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads objects whole, in ranges and as streams. Thread-safe. */
final class Reading {

    /** What some virtual machines reserve of the largest array. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final S3Bucket bucket;

    Reading(S3Bucket bucket) {
        this.bucket = bucket;
    }

    ObjectStream open(String key) {
        return new ObjectStream(
                bucket,
                key,
                bucket.get(key, null, null)
                        .orElseThrow(() -> Failures.missing(bucket.location().place(key), key)));
    }

    byte[] whole(String key) {
        String place = bucket.location().place(key);
        try (ObjectStream in = open(key)) {
            if (in.size() > MAX_ARRAY) {
                throw Failures.tooLarge(place, in.size());
            }
            return in.readNBytes((int) in.size());
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted()
                    ? Failures.interrupted(Action.READ, place, e)
                    : Failures.stream(place, e);
        }
    }

    byte[] range(String key, long offset, int length) {
        if (offset < 0 || length <= 0 || length > Long.MAX_VALUE - offset) {
            requireInside(key, offset, length);
            return new byte[0];
        }
        return bucket.retry().run(Action.READ, bucket.location().place(key), number -> {
            try {
                return rangeOnce(key, offset, length);
            } catch (SdkException e) {
                if (Failures.status(e) == 416) {
                    requireInside(key, offset, length);
                }
                if (S3Bucket.isMissing(e)) {
                    throw Failures.missing(bucket.location().place(key), key);
                }
                throw e;
            }
        });
    }

    private byte[] rangeOnce(String key, long offset, int length) {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        try (ResponseInputStream<GetObjectResponse> in = bucket.getOnce(key, range, null)) {
            long sent = in.response().contentLength();
            if (sent != length) {
                in.abort();
                requireInside(key, offset, length);
                throw noRanges(key, length, sent);
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("cut off after %d of %d bytes".formatted(bytes.length, length));
            }
            return bytes;
        } catch (IOException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    private RuntimeException noRanges(String key, int length, long sent) {
        return Failures.server(
                "blob.no-ranges",
                bucket.location().place(key),
                "the server sent " + sent + " bytes where " + length + " were asked for",
                "use a server that answers ranges");
    }

    private void requireInside(String key, long offset, int length) {
        String place = bucket.location().place(key);
        HeadObjectResponse head = bucket.head(Action.READ, key).orElseThrow(() -> Failures.missing(place, key));
        long size = head.contentLength();
        if (offset < 0 || length < 0 || length > size - offset) {
            throw Failures.range(place, offset, length, size);
        }
    }
}
