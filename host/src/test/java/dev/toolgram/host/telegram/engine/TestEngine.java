package dev.toolgram.host.telegram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An engine on a {@link FakeTdJson}. */
public final class TestEngine {

    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestEngine() {}

    public static TdlibEngine start(FakeTdJson td, TelegramNetwork.@Nullable Connection network) {
        TdlibEngine engine = prepare(td, network);
        engine.begin();
        return engine;
    }

    /** @param whenClosed is told that the database is not needed any more */
    public static TdlibEngine startTelling(FakeTdJson td, Runnable whenClosed) {
        TdlibEngine engine = prepare(td, null, whenClosed);
        engine.begin();
        return engine;
    }

    public static TdlibEngine prepare(FakeTdJson td, TelegramNetwork.@Nullable Connection network) {
        return prepare(td, network, () -> {});
    }

    private static TdlibEngine prepare(
            FakeTdJson td, TelegramNetwork.@Nullable Connection network, Runnable whenClosed) {
        TdlibSettings settings = new TdlibSettings(
                Path.of("libtdjson.so"),
                Path.of("database"),
                "",
                new TelegramNetwork.Application(1, "hash"),
                new TdlibSettings.Device("toolgram", "Linux", "0.1"),
                network == null ? null : network.proxy(),
                network == null ? null : network.login());
        return TdlibEngine.prepare(settings, new TdLibrary(td), whenClosed);
    }

    public static TdlibEngine ready(FakeTdJson td) {
        TdlibEngine engine = start(td, null);
        assertThat(engine.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());
        return engine;
    }

    public static Instant soon() {
        return Instant.now().plus(PATIENCE);
    }
}
