package dev.toolgram.host;

import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/** A Telegram for other hosts, and the only way to it, which can be shut. */
@NullMarked
final class ForwardedTelegram implements AutoCloseable {

    private final SandboxHost host = SandboxHost.start();
    private final TcpForwarder forwarder;
    private final RemoteSandbox remote;

    /** @param folder gets what its users need */
    ForwardedTelegram(Path folder) throws IOException {
        forwarder = new TcpForwarder(RemoteSandbox.proxyPort(host));
        remote = new RemoteSandbox(host, folder, forwarder.port());
    }

    TcpForwarder forwarder() {
        return forwarder;
    }

    /** Does something on the other side. */
    JsonNode sandbox(String tool, Map<String, ?> input) {
        return host.sandbox(tool, input);
    }

    /** A new session; the forwarder does not matter. */
    StringSession signIn() throws IOException, GeneralSecurityException {
        return remote.signIn();
    }

    /** The settings of a host without a session. */
    Map<String, String> settings(Path data) {
        return remote.settings(data);
    }

    /** The settings of a host with a session. */
    Map<String, String> settings(Path data, StringSession session) {
        Map<String, String> settings = settings(data);
        settings.put("TOOLGRAM_SESSION", session.encode());
        return settings;
    }

    @Override
    public void close() throws IOException {
        forwarder.close();
        host.close();
    }
}
