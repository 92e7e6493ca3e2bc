package dev.toolgram.host.events;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.http.WebSocket;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.policy.EventAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The events over HTTP: {@code GET /api/events} for a page, also by long polling, and {@code GET /api/events/stream} as
 * server-sent events, and {@code /ws/updates} for clients of telethon-plus. The first request turns an automatic log on. Thread-safe.
 */
public final class EventEndpoints implements HttpModule {

    private static final Logger log = LoggerFactory.getLogger(EventEndpoints.class);

    /** After this much silence a comment keeps proxies from closing the connection, and finds a client that is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration RESOLVING = Duration.ofSeconds(20);
    private static final int MAX_PAGE = 200;
    private static final String RETRY_SECONDS = "5";
    static final String OFF = "Events are off: TOOLGRAM_EVENTS is off, or TOOLGRAM_UPDATES_ENABLED is false.";

    private record Source(EventLog log, EventAccess access) {}

    private final boolean bare;
    private final int maxReaders;
    private volatile @Nullable Source source;

    /**
     * @param bare whether a result stands alone, without {@code {"result": …}} around it
     * @param maxReaders how many may read at a time: each keeps a connection
     */
    public EventEndpoints(boolean bare, int maxReaders) {
        this.bare = bare;
        this.maxReaders = maxReaders;
    }

    /** Sets the log, before the server opens. */
    public void connect(EventLog log, EventAccess access) {
        source = new Source(log, access);
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of(
                "/api/events", Resource.of("GET", request -> answer(request, this::page)),
                "/api/events/stream", Resource.of("GET", request -> answer(request, this::stream)),
                "/ws/updates", Resource.of("GET", request -> answer(request, this::socket)));
    }

    /** Ends the waits and the streams. */
    @Override
    public void drain() {
        Source now = source;
        if (now != null) {
            now.log().readers().forEach(EventLog.Reader::end);
        }
    }

    private interface Answer {
        Response of(Request request, Source source) throws EventQuery.InvalidQueryException, InterruptedException;
    }

    private Response answer(Request request, Answer answer) {
        Source now = Objects.requireNonNull(source, "not connected");
        if (now.log().isForbidden()) {
            return Response.error(403, OFF, request.id());
        }
        EventAccess.Refusal refusal = now.access().refusal(request.keyName());
        if (refusal != null) {
            return Response.error(refusal.status(), refusal.message(), request.id());
        }
        now.log().turnOn();
        if (now.log().readers().size() >= maxReaders) {
            return Response.error(
                            503,
                            "%d readers of events are connected, and each keeps a connection: end some, or raise the limit of open files (ulimit -n)."
                                    .formatted(maxReaders),
                            request.id())
                    .with("Retry-After", RETRY_SECONDS);
        }
        try {
            return answer.of(request, now);
        } catch (EventQuery.InvalidQueryException e) {
            return invalid(e, request);
        } catch (ToolException e) {
            return Response.error(503, String.valueOf(e.getMessage()), request.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.error(503, "Toolgram is shutting down.", request.id());
        }
    }

    private static Response invalid(EventQuery.InvalidQueryException e, Request request) {
        ArrayNode detail = JsonNodeFactory.instance.arrayNode();
        for (InputProblem problem : e.problems()) {
            var each = detail.addObject();
            var loc = each.putArray("loc");
            problem.path().forEach(step -> loc.add(step.toString()));
            each.put("msg", problem.message()).put("type", problem.type());
        }
        return Response.error(400, detail, request.id());
    }

    private static OptionalLong find(Request request, Source source, ChatReference reference) {
        return source.access().find(request.keyName(), reference, Instant.now().plus(RESOLVING));
    }

    private static EventReader reader(Request request, Source source, String kind, EventQuery query) {
        return new EventReader(
                source.log(),
                kind,
                query.after(),
                query.filter(),
                chat -> source.access().mayRead(request.keyName(), chat));
    }

    private Response page(Request request, Source source)
            throws EventQuery.InvalidQueryException, InterruptedException {
        EventQuery query = EventQuery.ofPage(request, reference -> find(request, source, reference));
        EventPage page;
        try (EventReader reader = reader(request, source, "poll", query);
                Request.Watch _ = request.onHangUp(reader::end)) {
            page = reader.next(query.limit(), query.timeout());
        }
        EventAccess.Refusal refusal = source.access().refusal(request.keyName());
        if (refusal != null) { // since the wait began
            return Response.error(refusal.status(), refusal.message(), request.id());
        }
        return Response.json(200, json(page));
    }

    private byte[] json(EventPage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(bare ? "{\"events\":[" : "{\"result\":{\"events\":["));
        String separator = "";
        for (Event event : page.events()) {
            out.writeBytes(ascii(separator));
            out.writeBytes(event.json());
            separator = ",";
        }
        out.writeBytes(ascii("],\"next\":%d,\"oldest\":%d,\"newest\":%d,\"truncated\":%b}%s"
                .formatted(page.next(), page.oldest(), page.newest(), page.truncated(), bare ? "" : "}")));
        return out.toByteArray();
    }

    private Response stream(Request request, Source source) throws EventQuery.InvalidQueryException {
        EventQuery query = EventQuery.ofStream(
                request, request.header("Last-Event-ID"), "", reference -> find(request, source, reference));
        return Response.stream("text/event-stream", out -> {
                    try (EventReader reader = reader(request, source, "stream", query);
                            Request.Watch _ = request.onHangUp(reader::end)) {
                        forward(request, source, reader, out);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("the host is shutting down");
                    }
                })
                .endless()
                .with("Cache-Control", "no-store")
                .with("X-Accel-Buffering", "no");
    }

    private static void forward(Request request, Source source, EventReader reader, OutputStream out)
            throws IOException, InterruptedException {
        write(out, ": events behind %d\nretry: 2000\nid: %d\n\n".formatted(reader.cursor(), reader.cursor()));
        while (!reader.isEnded()) {
            EventPage page = reader.next(MAX_PAGE, HEARTBEAT);
            EventAccess.Refusal refusal = source.access().refusal(request.keyName());
            if (refusal != null) {
                write(out, ": " + refusal.message() + "\n\n");
                return;
            }
            if (page.truncated()) {
                write(
                        out,
                        "event: truncated\ndata: {\"oldest\":%d,\"newest\":%d}\n\n"
                                .formatted(page.oldest(), page.newest()));
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (Event event : page.events()) {
                text.writeBytes(ascii("id: %d\ndata: ".formatted(event.seq())));
                text.writeBytes(event.json());
                text.writeBytes(ascii("\n\n"));
            }
            if (page.events().isEmpty()) {
                // With the number, so that a client whose filter hides everything does not read it all again.
                text.writeBytes(ascii(": heartbeat\nid: %d\n\n".formatted(page.next())));
            }
            out.write(text.toByteArray());
            out.flush();
        }
    }

    private Response socket(Request request, Source source) throws EventQuery.InvalidQueryException {
        if (!request.isWebSocketHandshake()) {
            return Response.error(426, "Connect with a WebSocket client, or use GET /api/events/stream.", request.id())
                    .with("Upgrade", "websocket");
        }
        EventQuery query = EventQuery.ofStream(request, null, "token", reference -> find(request, source, reference));
        EventFilter filter = query.filter().types().isEmpty()
                ? new EventFilter(
                        UpdateFrame.TYPES,
                        query.filter().chats(),
                        query.filter().out())
                : query.filter();
        EventQuery asked = new EventQuery(query.after(), query.limit(), query.timeout(), filter);
        return Response.webSocket(socket -> {
            try (EventReader reader = reader(request, source, "websocket", asked)) {
                socket.onClose(reader::end);
                forward(request, source, reader, socket);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                log.debug("WebSocket ended: {}", e.toString());
            }
        });
    }

    private static void forward(Request request, Source source, EventReader reader, WebSocket socket)
            throws IOException, InterruptedException {
        while (!reader.isEnded()) {
            EventPage page = reader.next(MAX_PAGE, HEARTBEAT);
            EventAccess.Refusal refusal = source.access().refusal(request.keyName());
            if (refusal != null) {
                socket.close(WebSocket.POLICY_VIOLATION, refusal.message());
                return;
            }
            if (page.truncated()) {
                socket.send(
                        "{\"type\":\"Truncated\",\"oldest\":%d,\"newest\":%d}".formatted(page.oldest(), page.newest()));
            }
            for (Event event : page.events()) {
                socket.send(StrictJson.text(UpdateFrame.of(event)));
            }
            if (page.events().isEmpty() && !reader.isEnded()) {
                socket.ping();
            }
        }
        socket.close(WebSocket.GOING_AWAY, "Toolgram is shutting down");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
