package dev.toolgram.host.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the sections one after the other and prints the report. Load and servers are processes of their own. */
final class Bench implements AutoCloseable {

    private final Plan plan;
    private final Path work = Files.createTempDirectory("toolgram-bench");
    private final Report report;
    private final Child client;
    private int folders;

    private Bench(Plan plan) throws IOException {
        this.plan = plan;
        report = new Report(plan);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        client = Child.java(List.of(java, "-XX:+UseSerialGC"), work.resolve("client.log"), LoadClient.class);
    }

    /** Measures what the system properties of {@link Plan#ofProperties} say. */
    public static void main(String[] arguments) throws Exception {
        Plan plan = Plan.ofProperties();
        long start = System.nanoTime();
        try (Bench bench = new Bench(plan)) {
            bench.run("start", new StartAndMemory(bench)::run);
            bench.run("tdlib", new TdlibRows(bench)::run);
            bench.run("instant", new InstantRows(bench)::run);
            bench.run("chats", new ChatListRows(bench)::run);
            bench.run("export", new ExportRows(bench)::run);
            bench.run("files", new FileRows(bench)::run);
            bench.run("policy", new PolicyRows(bench)::run);
            bench.run("growth", new Growth(bench)::run);
            bench.report.note("Took %d s."
                    .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds()));
            System.out.print(bench.report.write(plan.output()));
        }
    }

    private interface Section {
        void run() throws Exception;
    }

    private void run(String name, Section section) throws Exception {
        if (plan.sections().contains(name)) {
            System.err.println("bench: " + name);
            section.run();
        }
    }

    Plan plan() {
        return plan;
    }

    Report report() {
        return report;
    }

    /** A new folder for temporary files. */
    Path folder() {
        try {
            return Files.createDirectory(work.resolve("work-" + ++folders));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Child demo(Path distribution, boolean control) {
        Map<String, String> settings = Map.of("TOOLGRAM_PLUGIN_SANDBOX_CONTROL", Boolean.toString(control));
        return Child.toolgram(distribution, "demo", settings, folder());
    }

    Row row(String name, Child server, Request request, int connections) {
        return new Row(
                name,
                connections,
                server,
                time -> client.ask(request.load(server.port(), connections, time, Integer.MAX_VALUE)));
    }

    /** Sends a number of requests, 64 in flight, or fewer if the time is up. */
    Sample send(Child server, Request request, int requests, int seconds) {
        return Sample.parse(client.ask(request.load(server.port(), 64, Duration.ofSeconds(seconds), requests)), 0);
    }

    /** Measures rows and reports them as a table. */
    void measure(String title, List<Row> rows) {
        Row.measure(rows, plan);
        report.rows(title, rows);
    }

    @Override
    public void close() throws IOException {
        client.close();
        List<Path> files;
        try (Stream<Path> all = Files.walk(work)) {
            files = new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
