package dev.toolgram.host.bench;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that calls TDLib without the host, at a sandbox of its own or of another process. */
final class RawClient {

    private static final String EXTRA = "\"@extra\":\"bench\"";
    private static final int TAIL = 60;

    private final RawTdlib td;
    private long[] times = new long[1 << 16];

    private RawClient(RawTdlib td) {
        this.td = td;
    }

    /** @param arguments the distribution, a folder, and for another process's sandbox its proxy port and server key */
    public static void main(String[] arguments) throws Throwable {
        Path distribution = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        TelegramNetwork network =
                arguments.length > 2 ? new RemoteNetwork(arguments[2], arguments[3]) : sandbox(distribution);
        TelegramNetwork.Connection connection = network.open(folder);
        Path library = folder.resolve("libtdjson.so");
        TrustedLibrary.write(distribution.resolve("native/libtdjson.so"), connection.serverKey(), library);
        RawTdlib td = new RawTdlib(library);
        signIn(td, connection, folder.resolve("database"));
        System.out.println("ready");
        new RawClient(td).serve();
        System.out.flush();
        Runtime.getRuntime().halt(0); // TDLib's destructors may abort the process
    }

    private static TelegramNetwork sandbox(Path distribution) throws Exception {
        try (Stream<Path> jars = Files.list(distribution.resolve("plugins"))) {
            Path jar = jars.filter(each -> each.getFileName().toString().contains("sandbox"))
                    .findFirst()
                    .orElseThrow();
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, RawClient.class.getClassLoader());
            return (TelegramNetwork) loader.loadClass("dev.toolgram.plugins.sandbox.SandboxNetwork")
                    .getConstructor()
                    .newInstance();
        }
    }

    /** With the settings that the host uses. */
    private static void signIn(RawTdlib td, TelegramNetwork.Connection connection, Path database) throws Throwable {
        TelegramNetwork.Login login = Objects.requireNonNullElse(connection.login(), SessionClient.LOGIN);
        td.send("{\"@type\":\"setNetworkType\",\"type\":{\"@type\":\"networkTypeNone\"}}");
        td.send("""
                {"@type":"addProxy","enable":true,"comment":"","proxy":{"@type":"proxy","server":"127.0.0.1","port":%d,\
                "type":{"@type":"proxyTypeSocks5"}}}""".formatted(connection.proxy().getPort()));
        td.send("{\"@type\":\"setNetworkType\",\"type\":{\"@type\":\"networkTypeOther\"}}");
        awaitUpdate(td, "authorizationStateWaitTdlibParameters");
        td.send("""
                {"@type":"setTdlibParameters","database_directory":"%s","files_directory":"%1$s/files",\
                "database_encryption_key":"","use_file_database":true,"use_chat_info_database":true,\
                "use_message_database":true,"api_id":%d,"api_hash":"%s","system_language_code":"en",\
                "device_model":"bench","application_version":"1"}""".formatted(
                        database,
                        connection.application().id(),
                        connection.application().hash()));
        awaitUpdate(td, "authorizationStateWaitPhoneNumber");
        td.send("{\"@type\":\"setAuthenticationPhoneNumber\",\"phone_number\":\"" + login.phoneNumber() + "\"}");
        awaitUpdate(td, "authorizationStateWaitCode");
        td.send("{\"@type\":\"checkAuthenticationCode\",\"code\":\"" + login.code() + "\"}");
        awaitUpdate(td, "authorizationStateReady");
    }

    private static void awaitUpdate(RawTdlib td, String text) throws Throwable {
        String next = td.receive();
        while (!next.contains(text)) {
            if (next.startsWith("{\"@type\":\"error\"")) {
                throw new IllegalStateException(next);
            }
            next = td.receive();
        }
    }

    /** Obeys the lines of the standard input: a function, how many in flight, and the time in milliseconds. */
    private void serve() throws Throwable {
        long self = RawTransfers.number("\"id\":(\\d+)", td.call("{\"@type\":\"getMe\"}"));
        String _ = td.call("{\"@type\":\"createPrivateChat\",\"user_id\":" + self + "}");
        long history = RawTransfers.number(
                "\"id\":(-\\d+)", td.call("{\"@type\":\"searchPublicChat\",\"username\":\"rust_and_rye\"}"));
        loadHistory(history);
        RawTransfers transfers = new RawTransfers(td, self);
        try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String[] fields = lines.nextLine().split(" ");
                String transferred = switch (fields[0]) {
                    case "export" -> transfers.export(history, Integer.parseInt(fields[1]));
                    case "upload" -> transfers.upload(Path.of(fields[1]));
                    case "download" -> transfers.download(Long.parseLong(fields[1]));
                    default -> "";
                };
                if (!transferred.isEmpty()) {
                    System.out.println(transferred);
                    continue;
                }
                String request = switch (fields[0]) {
                    case "get_me" -> "{\"@type\":\"getMe\",\"@extra\":\"bench\"}";
                    case "history" ->
                        "{\"@type\":\"getChatHistory\",\"chat_id\":%d,\"limit\":20,\"@extra\":\"bench\"}"
                                .formatted(history);
                    default -> """
                                    {"@type":"sendMessage","chat_id":%d,"input_message_content":{"@type":\
                                    "inputMessageText","text":{"@type":"formattedText","text":"bench"}}}""".formatted(self);
                };
                System.out.println(measure(fields[0], request, Integer.parseInt(fields[1]), Long.parseLong(fields[2])));
            }
        }
    }

    /** TDLib returns what it has at hand, which is less than was asked for until it has seen them once. */
    private void loadHistory(long chat) throws Throwable {
        Pattern ids = Pattern.compile("\"@type\":\"message\",\"id\":(\\d+)");
        List<Long> found = List.of(0L);
        for (int attempt = 0; attempt < 100; attempt++) {
            String page = "{\"@type\":\"getChatHistory\",\"chat_id\":%d,\"from_message_id\":%d,\"limit\":20}";
            found = ids.matcher(td.call(page.formatted(chat, attempt % 2 == 0 ? 0 : found.getLast())))
                    .results()
                    .map(id -> Long.valueOf(id.group(1)))
                    .toList();
            if (attempt % 2 == 0 && found.size() == 20) {
                return;
            }
        }
        throw new IllegalStateException("Only " + found.size() + " messages of the history");
    }

    private String measure(String kind, String request, int inFlight, long millis) throws Throwable {
        boolean sends = kind.equals("send");
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        int done = 0;
        for (int i = 0; i < inFlight; i++) {
            td.send(request);
        }
        long sent = System.nanoTime();
        for (int open = inFlight; open > 0; ) {
            String next = td.receive();
            if (sends
                    ? next.startsWith("{\"@type\":\"updateMessageSendSucceeded\"")
                    : next.indexOf(EXTRA, next.length() - TAIL) >= 0) {
                long now = System.nanoTime();
                if (done == times.length) {
                    times = Arrays.copyOf(times, done * 2);
                }
                times[done++] = now - sent;
                if (now < end) {
                    sent = now;
                    td.send(request);
                } else {
                    open--;
                }
            } else if (next.startsWith("{\"@type\":\"error\"")
                    || next.startsWith("{\"@type\":\"updateMessageSendFailed\"")) {
                throw new IllegalStateException(next);
            }
        }
        Arrays.sort(times, 0, done);
        // With several requests in flight, responses cannot be matched, so there is no time per request.
        return Sample.format(done, System.nanoTime() - start, inFlight == 1 ? times[done / 2] : 0);
    }
}
