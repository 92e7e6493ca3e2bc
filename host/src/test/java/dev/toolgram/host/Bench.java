package dev.toolgram.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/**
 * The speed of the doors, measured by {@code make bench} and never by a test. The lines take turns, so that whatever
 * else the machine does meets all of them, and each is told as a ratio to the first: the ratios are what can be
 * compared between two runs. Host, TDLib, data centre and client share this one process.
 */
@NullMarked
final class Bench {

    private static final int WARM_UP = 4;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 8);
    private static final long TURN = 1_000_000_000L;

    private static final String CALL_GET_ME =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_me\",\"arguments\":{}}}";

    private final URI host;
    private int sent;

    private Bench(URI host) {
        this.host = host;
    }

    /**
     * What is measured.
     *
     * @param inFlight how many callers there are, each on a connection of its own
     * @param expected what stands in every answer
     */
    private record Line(String name, int inFlight, Supplier<byte[]> requests, String expected, List<Turn> turns) {
        Line(String name, int inFlight, Supplier<byte[]> requests, String expected) {
            this(name, inFlight, requests, expected, new ArrayList<>());
        }

        /** Requests in a second. */
        double rate() {
            return turns.stream().mapToLong(turn -> turn.times().size()).sum()
                    * 1e9
                    / turns.stream().mapToLong(Turn::length).sum();
        }

        /** In milliseconds. */
        double percentile(double part) {
            long[] sorted = turns.stream()
                    .flatMapToLong(turn -> turn.times().stream().mapToLong(Long::longValue))
                    .sorted()
                    .toArray();
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))] / 1e6;
        }
    }

    /** What came of one turn, in nanoseconds. */
    private record Turn(long length, List<Long> times) {}

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        PrintStream err = System.err;
        // The log is written, as it is for an operator, but not shown.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false));
        Path folder = Files.createTempDirectory("toolgram-bench");
        Map<String, String> settings = Map.of(
                "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "false",
                "TOOLGRAM_DATA_DIR", folder.resolve("data").toString(),
                "TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        try (SandboxHost sandbox = SandboxHost.start(settings)) {
            new Bench(sandbox.host().address()).run();
        } catch (Exception | AssertionError e) {
            System.setErr(err);
            throw e;
        } finally {
            RunDirectory.delete(folder);
        }
    }

    private void run() throws Exception {
        Supplier<byte[]> send =
                () -> Wire.request("/api/messages", "{\"chat\":\"me\",\"text\":\"bench %d\"}".formatted(next()));
        List<Line> lines = List.of(
                same("GET /healthz", "/healthz", "", "\"status\":\"ok\""),
                same("get_me, REST", "/api/me", "", "{\"result\":{\"id\":"),
                same("get_me, MCP", "/mcp", CALL_GET_ME, "\"isError\":false"),
                same("get_messages, cached", "/api/messages?chat=me&limit=20", "", "{\"result\":[{\"id\":"),
                new Line("send_message, one by one", 1, send, "{\"result\":{\"id\":"),
                new Line("send_message, 32 in flight", 32, send, "{\"result\":{\"id\":"));
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Line line : lines) {
                Turn turn = turn(line);
                if (round >= WARM_UP) {
                    line.turns().add(turn);
                }
            }
        }
        print(lines);
    }

    private static Line same(String name, String path, String body, String expected) {
        byte[] request = Wire.request(path, body);
        return new Line(name, 1, () -> request, expected);
    }

    private synchronized int next() {
        return ++sent;
    }

    private Turn turn(Line line) throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            List<Future<List<Long>>> running = IntStream.range(0, line.inFlight())
                    .mapToObj(caller -> callers.submit(() -> call(line, start + TURN)))
                    .toList();
            List<Long> times = new ArrayList<>();
            for (Future<List<Long>> caller : running) {
                times.addAll(caller.get());
            }
            return new Turn(System.nanoTime() - start, times);
        }
    }

    private List<Long> call(Line line, long end) throws IOException {
        List<Long> times = new ArrayList<>();
        try (Wire wire = new Wire(host)) {
            for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                String answer = wire.exchange(line.requests().get());
                times.add(System.nanoTime() - before);
                if (!answer.contains(line.expected())) {
                    throw new IOException(line.name() + " answered " + answer);
                }
            }
        }
        return times;
    }

    private static void print(List<Line> lines) {
        System.out.printf("%-28s %10s %10s %10s %8s%n", "", "requests/s", "p50 ms", "p99 ms", "ratio");
        double first = lines.getFirst().rate();
        for (Line line : lines) {
            System.out.printf(
                    "%-28s %10.0f %10.3f %10.3f %8.3f%n",
                    line.name(), line.rate(), line.percentile(0.5), line.percentile(0.99), line.rate() / first);
        }
    }
}
