package io.mlstack.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Stands before S3Mock, whose conditional writes race, and lets one write at a time through to it; and is where requests go
 * wrong. Whole requests and answers lie in memory.
 */
final class LockingProxy implements AutoCloseable {

    /** A request as faults are chosen by; its path is {@code /bucket/key}, its query null where there is none. */
    record Request(String method, String path, String query, String range, boolean conditional) {

        boolean isPut() {
            return method.equals("PUT");
        }
    }

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "upgrade", "http2-settings");

    static {
        // Or each answer over a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String target;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2, LockingProxy::daemon))
            .build();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong requests = new AtomicLong();
    private volatile Function<Request, Fault> faults;

    /** @param target such as {@code http://localhost:9090} */
    LockingProxy(String target, Function<Request, Fault> faults) throws IOException {
        this.target = target;
        this.faults = faults;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newCachedThreadPool(LockingProxy::daemon));
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "locking-proxy");
        thread.setDaemon(true);
        return thread;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** From now on these; asked once per request, from many threads. */
    void faults(Function<Request, Fault> chosen) {
        faults = chosen;
    }

    /** How many requests came so far. */
    long requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            Fault fault = faults.apply(request(exchange));
            switch (fault) {
                case CONFLICT -> refuse(exchange, 409, "ConditionalRequestConflict");
                case BUSY -> refuse(exchange, 503, "SlowDown");
                case DENIED -> refuse(exchange, 403, "AccessDenied");
                case NOT_FOUND -> refuse(exchange, 404, "NoSuchUpload");
                case NOT_IMPLEMENTED -> refuse(exchange, 501, "NotImplemented");
                case CUT -> exchange.close();
                case NONE,
                        ANSWER_LOST,
                        BUSY_AFTER_SUCCESS,
                        TIME_OUT_AFTER_SUCCESS,
                        CUT_IN_THE_MIDDLE,
                        FLIPPED,
                        CONDITION_IGNORED,
                        METADATA_LOST -> answer(exchange, fault, forward(exchange, body, fault));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        Headers headers = exchange.getRequestHeaders();
        return new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getRawQuery(),
                headers.getFirst("Range"),
                headers.containsKey("If-None-Match"));
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body, Fault fault)
            throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isForwarded(name.toLowerCase(Locale.ROOT), fault)) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Lock held = reads ? lock.readLock() : lock.writeLock();
        held.lock();
        try {
            return client.send(builder.build(), BodyHandlers.ofByteArray());
        } finally {
            held.unlock();
        }
    }

    private static boolean isForwarded(String name, Fault fault) {
        return !NOT_FORWARDED.contains(name)
                && !(fault == Fault.CONDITION_IGNORED && name.equals("if-none-match"))
                && !(fault == Fault.METADATA_LOST && name.startsWith("x-amz-meta-"));
    }

    private static void answer(HttpExchange exchange, Fault fault, HttpResponse<byte[]> response)
            throws IOException, InterruptedException {
        if (fault == Fault.ANSWER_LOST) {
            return;
        }
        if (fault == Fault.BUSY_AFTER_SUCCESS) {
            refuse(exchange, 503, "SlowDown");
            return;
        }
        if (fault == Fault.TIME_OUT_AFTER_SUCCESS) {
            TimeUnit.MILLISECONDS.sleep(3 * Clients.TIME_OUT.toMillis());
            return;
        }
        response.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name)) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
        });
        byte[] body = response.body();
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            response.headers()
                    .firstValue("content-length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("content-length", length));
            exchange.sendResponseHeaders(response.statusCode(), -1);
            return;
        }
        if (fault == Fault.FLIPPED) {
            body[body.length / 2] ^= 1;
        }
        exchange.sendResponseHeaders(response.statusCode(), body.length);
        send(exchange.getResponseBody(), body, fault == Fault.CUT_IN_THE_MIDDLE ? body.length / 2 : body.length);
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>injected</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-amz-request-id", "INJECTED42");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        send(exchange.getResponseBody(), body, body.length);
    }

    private static void send(OutputStream out, byte[] body, int length) {
        try {
            out.write(body, 0, length);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
