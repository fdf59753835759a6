package io.mlstack.s3;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.error.UnavailableException;
import java.io.IOException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes wrong in a store on S3: place, status, S3's own code, the id of the request, and what to do. */
final class Failures {

    /** Busy, throttled, in conflict with another request for the same key, or broken on the way: later it may work. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 500, 502, 503, 504);

    private static final Set<String> PASSING_CODES = Set.of("RequestTimeout", "SlowDown", "OperationAborted");
    private static final Set<String> CLOCK_CODES = Set.of("RequestTimeTooSkewed", "RequestExpired");
    private static final Set<String> REGION_CODES =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    private Failures() {}

    /** The HTTP status; 0 if there was no answer. */
    static int status(SdkException e) {
        return e instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    /** Whether the same request may succeed later. */
    static boolean isPassing(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return PASSING.contains(service.statusCode()) || PASSING_CODES.contains(code(service));
        }
        if (e instanceof ApiCallAttemptTimeoutException || e instanceof ApiCallTimeoutException) {
            return true;
        }
        IOException cause = ioCause(e);
        return e.retryable() || cause != null && !(cause instanceof SSLHandshakeException);
    }

    /** @param attempts how often it was tried */
    static StorageException of(Action action, String place, SdkException e, int attempts) {
        String problem = action.failed + ": " + reason(e) + (attempts > 1 ? ", after " + attempts + " attempts" : "");
        if (isPassing(e)) {
            Finding busy = new Finding(
                    "blob.unavailable", place, problem, "try again later; check the network and the rate of requests");
            return new UnavailableException(busy, e);
        }
        return new StorageException(finding(action, place, problem, e), e);
    }

    private static Finding finding(Action action, String place, String problem, SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            String cure = "check endpoint, region and credentials, or hand over an S3Client that has them";
            return new Finding(action.code, place, problem, cure);
        }
        String code = code(service);
        if (REGION_CODES.contains(code) || service.statusCode() == 301) {
            return new Finding("blob.wrong-region", place, problem, "set the region in which the bucket is");
        }
        if (CLOCK_CODES.contains(code)) {
            return new Finding("blob.wrong-clock", place, problem, "set the clock of this machine");
        }
        if (code.equals("NoSuchBucket")) {
            return new Finding("blob.no-bucket", place, problem, "create the bucket, or correct its name");
        }
        if (service.statusCode() == 401 || service.statusCode() == 403) {
            return new Finding(
                    "blob.denied", place, problem, "let these credentials do " + action.permissions + " there");
        }
        return new Finding(action.code, place, problem, "look the code up in the manual of the server");
    }

    static StorageException interrupted(Action action, String place, @Nullable Throwable cause) {
        String problem = action.failed + " because the thread was interrupted";
        Finding finding = new Finding("blob.interrupted", place, problem, "call again; what is there is whole");
        return cause == null ? new StorageException(finding) : new StorageException(finding, cause);
    }

    static StorageException source(String place, IOException cause) {
        return new StorageException(
                new Finding(
                        "blob.unwritable",
                        place,
                        "cannot be written, because its content cannot be read: " + text(cause),
                        "check the source of the content; nothing was stored"),
                cause);
    }

    static StorageException stream(String place, IOException cause) {
        return new StorageException(
                new Finding(
                        "blob.unreadable",
                        place,
                        "cannot be read: " + text(cause),
                        "read it again; check the network if that fails too"),
                cause);
    }

    static StorageException server(String code, String place, String problem, String cure) {
        return new StorageException(new Finding(code, place, problem, cure));
    }

    static NotFoundException missing(String place, String key) {
        return new NotFoundException(new Finding(
                "blob.missing",
                place,
                "there is no object \"" + key + '"',
                "list the store to see what there is; fetch a lost object from a remote or a backup"));
    }

    static InvalidInputException nested(String place, String key) {
        return new InvalidInputException(new Finding(
                "blob.nested-key",
                place,
                "the key \"" + key + "\" is the folder of other objects or lies below one",
                "choose a key that is no folder of another"));
    }

    static InvalidInputException range(String place, long offset, long length, long size) {
        return new InvalidInputException(new Finding(
                "blob.bad-range",
                place,
                "%d bytes from %d on were asked for, the object has %d".formatted(length, offset, size),
                "ask for bytes inside the object; stat tells its size"));
    }

    static InvalidInputException tooLarge(String place, long size) {
        return new InvalidInputException(new Finding(
                "blob.too-large",
                place,
                "%d bytes do not fit in one array".formatted(size),
                "open the object as a stream or read ranges"));
    }

    static InvalidInputException beyond(String place, long size, long limit, String why) {
        return new InvalidInputException(new Finding(
                "blob.too-large",
                place,
                "the content has %d bytes, more than the %d that %s".formatted(size, limit, why),
                "split the content"));
    }

    static CorruptDataException damaged(String place) {
        return new CorruptDataException(new Finding(
                "blob.damaged",
                place,
                "the bytes that arrived do not agree with the CRC32C that was stored with them",
                "read it again; if it stays so, fetch the object from a remote or a backup"));
    }

    /** {@code 503 SlowDown: Please reduce your request rate (request 4X2, host id ...)}. */
    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException service) {
            String message = service.awsErrorDetails() == null
                    ? null
                    : service.awsErrorDetails().errorMessage();
            return service.statusCode()
                    + (code(service).isEmpty() ? "" : " " + code(service))
                    + (message == null || message.isBlank() ? "" : ": " + message)
                    + (service.requestId() == null ? "" : " (request " + service.requestId() + ")");
        }
        IOException cause = ioCause(e);
        return cause == null ? String.valueOf(e.getMessage()) : text(cause);
    }

    /** S3's name of the failure, such as {@code NoSuchBucket}; empty if it gave none. */
    static String code(SdkException e) {
        if (!(e instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
            return "";
        }
        String code = service.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static @Nullable IOException ioCause(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return io;
            }
        }
        return null;
    }

    private static String text(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }
}
