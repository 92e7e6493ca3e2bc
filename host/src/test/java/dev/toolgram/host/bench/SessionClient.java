package dev.toolgram.host.bench;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** A process that signs in at the sandbox of another process and prints the session string. */
final class SessionClient {

    private static final String KEY = Base64.getEncoder().encodeToString("bench".getBytes(StandardCharsets.US_ASCII));
    static final TelegramNetwork.Login LOGIN = new TelegramNetwork.Login("+15550001", "12345", null);

    private SessionClient() {}

    /** @param arguments the distribution, a folder, and the sandbox's proxy port and server key */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Path database = folder.resolve("database");
        Path library = folder.resolve("libtdjson.so");
        TelegramNetwork.Connection remote = new RemoteNetwork(arguments[2], arguments[3]).open(folder);
        TrustedLibrary.write(Path.of(arguments[0], "native/libtdjson.so"), remote.serverKey(), library);
        TdlibSettings settings = new TdlibSettings(
                library,
                database,
                KEY,
                remote.application(),
                new TdlibSettings.Device("bench", "bench", "1"),
                remote.proxy(),
                LOGIN);
        try (TdlibEngine engine = TdlibEngine.start(settings)) {
            var state = engine.awaitReady(Duration.ofSeconds(60));
            if (!engine.ready()) {
                throw new IllegalStateException("Not signed in: " + state);
            }
        }
        System.out.println("ready\n" + SessionDatabase.export(database, KEY).encode());
    }
}
