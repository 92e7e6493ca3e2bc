package dev.toolgram.host.bench;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The fastest that the host could be: Undertow alone, which reads requests and responds with fixed bytes. */
final class PlainServer {

    private PlainServer() {}

    /** @param arguments each {@code path=body}, the body in base64 */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, byte[]> bodies = new HashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            bodies.put(pair[0], Base64.getDecoder().decode(pair[1]));
        }
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Undertow.builder()
                .addHttpListener(Integer.parseInt(System.getenv("BENCH_PORT")), "127.0.0.1")
                .setByteBufferPool(new DefaultByteBufferPool(true, 16_384, 1024, 0))
                .setHandler(exchange -> exchange.getRequestReceiver().receiveFullBytes((received, _) -> {
                    received.dispatch(threads, () -> {
                        byte[] body = Objects.requireNonNull(bodies.get(received.getRequestPath()));
                        received.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                        received.getResponseSender().send(ByteBuffer.wrap(body));
                    });
                }))
                .build()
                .start();
        System.out.println("ready");
        Thread.currentThread().join();
    }

    /** An argument for {@link #main}. */
    static String argument(String path, String body) {
        return path + "=" + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    }
}
