package dev.toolgram.host.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another process: the distribution, or a class of this package. Its standard error goes to a file. Linux only. */
final class Child implements AutoCloseable {

    /** The unit of {@code /proc/<pid>/stat} is a hundredth of a second on every Linux. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final int port;
    private final Path log;

    /** Pacing is on, so that it is measured, but never lets a call wait. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "TOOLGRAM_THROTTLE_GLOBAL_INTERVAL_MS", "0",
            "TOOLGRAM_THROTTLE_JITTER_MS", "0",
            "TOOLGRAM_THROTTLE_PER_CHAT_INTERVAL_MS", "0",
            "TOOLGRAM_THROTTLE_PER_CHAT_READ_INTERVAL_MS", "0",
            "TOOLGRAM_BUCKET_SEND_PER_MIN", "1000000",
            "TOOLGRAM_BUCKET_READ_PER_MIN", "1000000",
            "TOOLGRAM_PACE_FIRST_CONTACT", "100000/d");

    private Child(ProcessBuilder builder, Path log, int port) {
        try {
            process = builder.redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
        this.port = port;
        this.log = log;
    }

    /**
     * Starts {@code bin/toolgram} as an operator would, with the access log on; returns before it listens.
     *
     * @param folder gets its log and its files
     */
    static Child toolgram(Path distribution, String command, Map<String, String> settings, Path folder) {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(distribution.resolve("bin/toolgram").toString(), command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        environment.put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:" + port);
        environment.put("TOOLGRAM_LOG_LEVEL", "INFO");
        environment.put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        environment.put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        environment.putAll(UNLIMITED);
        environment.putAll(settings);
        return new Child(builder, folder.resolve("log"), port);
    }

    /** Starts a main class of this package's class path; it prints one line, its port, once it is ready. */
    static Child java(List<String> jvm, Path log, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("BENCH_PORT", Integer.toString(port));
        Child child = new Child(builder, log, port);
        String ready = child.line();
        if (!ready.equals("ready")) {
            child.close();
            throw new IllegalStateException(main.getSimpleName() + " did not start: " + read(log));
        }
        return child;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The virtual machine and its options as {@code bin/toolgram} chose them, without those bound to its class path. */
    List<String> jvm() {
        List<String> command = List.of(proc("cmdline").split("\0"));
        return command.subList(0, command.indexOf("-jar")).stream()
                .filter(option -> !option.startsWith("-XX:AOT") && !option.startsWith("-Xshare"))
                .toList();
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a line to its standard input and returns the line with which it answers. */
    String ask(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String answer = line();
        if (answer.equals("end")) {
            throw new IllegalStateException(line + ": " + read(log));
        }
        return answer;
    }

    /** The next line of its standard output; {@code end} after the last one. */
    String line() {
        try {
            String line = out.readLine();
            return line == null ? "end" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processor time that it has used, user and system. */
    long cpuMicros() {
        String stat = proc("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }

    double residentMegabytes() {
        String line = proc("status")
                .lines()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    private String proc(String file) {
        return read(Path.of("/proc/" + process.pid() + "/" + file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as an operator would, and kills it if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
