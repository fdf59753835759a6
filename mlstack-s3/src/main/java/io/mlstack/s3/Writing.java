package io.mlstack.s3;

import io.mlstack.api.blob.BlobSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Creates objects where there are none, in one request or in parts. Thread-safe. */
final class Writing {

    private static final String TYPE = "application/octet-stream";

    private final S3Bucket bucket;
    private final ConditionalWrites conditional;
    private final Sizes sizes;

    Writing(S3Bucket bucket, ConditionalWrites conditional, Sizes sizes) {
        this.bucket = bucket;
        this.conditional = conditional;
        this.sizes = sizes;
    }

    /** @return whether this call created the object */
    boolean create(String key, BlobSource content) {
        conditional.require();
        String place = bucket.location().place(key);
        try (UploadSource source = new UploadSource(content)) {
            return create(key, place, source);
        } catch (IOException e) {
            throw Failures.source(place, e);
        }
    }

    private boolean create(String key, String place, UploadSource source) throws IOException {
        String writer = UUID.randomUUID().toString();
        try {
            if (source.size() == 0) {
                source.checkEmpty();
                return createWhole(key, writer, source);
            }
            if (source.size() <= sizes.part() || !conditional.multipart()) {
                sizes.requireWhole(place, source.size());
                return createWhole(key, writer, source);
            }
            sizes.requireParts(place, source.size());
            return createInParts(key, writer, source);
        } catch (RuntimeException e) {
            IOException failure = source.failure();
            if (failure == null) {
                throw e;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.interrupted(Action.WRITE, place, failure);
            }
            throw failure;
        }
    }

    private boolean createWhole(String key, String writer, UploadSource source) {
        RequestBody body = source.size() == 0
                ? RequestBody.empty()
                : RequestBody.fromContentProvider(source.part(0, source.size()), source.size(), TYPE);
        return settle(key, writer, source, () -> bucket.create(key, writer, body));
    }

    private boolean createInParts(String key, String writer, UploadSource source) {
        try (Upload upload = Upload.start(bucket, key, writer)) {
            List<CompletedPart> parts = new ArrayList<>();
            long length = sizes.partOf(source.size());
            for (long offset = 0; offset < source.size(); offset += length) {
                parts.add(send(upload, key, source, parts.size() + 1, offset, length));
            }
            boolean ours = settle(key, writer, source, () -> upload.completeOnce(parts));
            if (ours) {
                upload.completedUnheard();
            }
            return ours;
        }
    }

    private CompletedPart send(Upload upload, String key, UploadSource source, int number, long offset, long part) {
        long length = Math.min(part, source.size() - offset);
        RequestBody body = RequestBody.fromContentProvider(source.part(offset, length), length, TYPE);
        return bucket.retry().run(Action.WRITE, bucket.location().place(key), attempt -> {
            stopIfSourceFailed(source);
            return upload.send(number, length, body);
        });
    }

    /**
     * Sends the request that makes the object visible until it is known whose object there is. Where an answer was lost, it
     * looks before it sends again: the object may be there, and the body need not travel twice.
     */
    private boolean settle(String key, String writer, UploadSource source, Runnable request) {
        return bucket.retry().run(Action.WRITE, bucket.location().place(key), number -> {
            stopIfSourceFailed(source);
            if (number > 1) {
                Optional<Boolean> ours = bucket.isWrittenBy(writer, key);
                if (ours.isPresent()) {
                    return ours.get();
                }
            }
            try {
                request.run();
                return true;
            } catch (SdkException e) {
                stopIfSourceFailed(source);
                return settledBy(e, key, writer);
            }
        });
    }

    /** 412 says that there is an object; it may be gone again, and then the key is free once more. */
    private boolean settledBy(SdkException e, String key, String writer) {
        if (Failures.status(e) == 412) {
            return bucket.isWrittenBy(writer, key).orElseThrow(() -> new GoneAgainException(e));
        }
        throw e;
    }

    /** The source is the caller's; asking it again would only repeat the failure. */
    private static void stopIfSourceFailed(UploadSource source) {
        IOException failure = source.failure();
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The object that was in the way has been deleted. */
    private static final class GoneAgainException extends SdkException {
        private static final long serialVersionUID = 1L;

        GoneAgainException(SdkException cause) {
            super(SdkException.builder()
                    .message("the object that was in the way is gone")
                    .cause(cause));
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
