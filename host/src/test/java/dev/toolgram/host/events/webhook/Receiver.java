package dev.toolgram.host.events.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks on this machine that answers as the test says. */
@NullMarked
public final class Receiver implements AutoCloseable {

    /** A received request. */
    public record Delivery(Map<String, List<String>> headers, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public long seq() {
            return json().get("seq").asLong();
        }

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /** Answers an exchange itself. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    public final List<Delivery> accepted = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Function<Delivery, Answer> answers = _ -> status(200);

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    public static Answer status(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    public void answer(Function<Delivery, Answer> answer) {
        answers = answer;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The numbers of the accepted events in the order of their arrival: the sender may be faster than {@link #accepted}. */
    public List<Long> seqs() {
        return deliveries.stream()
                .filter(delivery -> accepted.stream().anyMatch(each -> each == delivery))
                .map(Delivery::seq)
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Delivery delivery =
                new Delivery(Map.copyOf(exchange.getRequestHeaders()), new String(body, StandardCharsets.UTF_8));
        deliveries.add(delivery);
        Answer answer = answers.apply(delivery);
        answer.to(exchange);
        if (exchange.getResponseCode() / 100 == 2) {
            accepted.add(delivery);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
