package dev.toolgram.host;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.EventSink;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.events.sink.Sinks;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.loading.FunctionGate;
import dev.toolgram.host.plugin.loading.HostPluginContext;
import dev.toolgram.host.plugin.loading.PluginServices;
import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.telegram.TdlibTelegramClient;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.schema.FunctionEffects;
import dev.toolgram.host.tool.CallContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives each plugin its Telegram client, its events and its folders. Thread-safe. */
final class HostPluginServices implements PluginServices {

    private final Config config;
    private final RunDirectory scratch;
    private final Sinks sinks;
    private final AtomicLong opened = new AtomicLong();
    private volatile @Nullable TelegramAccount telegram;

    HostPluginServices(Config config, RunDirectory scratch, Sinks sinks) {
        this.config = config;
        this.scratch = scratch;
        this.sinks = sinks;
    }

    /** Sets the account, once TDLib has started. */
    void connect(TelegramAccount account) {
        telegram = account;
    }

    /** The account's user id; empty before the login. */
    OptionalLong accountId() {
        TelegramAccount account = telegram;
        return account == null ? OptionalLong.empty() : account.userId();
    }

    @Override
    public PluginContext open(
            PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
        String pluginId = manifest.id();
        return new HostPluginContext(
                pluginId,
                new LateTelegramClient(() -> client(manifest, threads), HostPluginServices::resolving, this::resolved),
                settings,
                () -> home(pluginId),
                // A new directory for each version: calls on the replaced version may still use theirs.
                scratch.subdirectory("%s-%d".formatted(pluginId, opened.incrementAndGet())));
    }

    /** Empty until TDLib has started: the plugin that brings the network is loaded before. */
    private Optional<TdlibTelegramClient> client(PluginManifest manifest, ThreadFactory threads) {
        return Optional.ofNullable(telegram)
                .map(account -> new TdlibTelegramClient(
                        manifest.id() + " " + manifest.version(),
                        account,
                        config.telegram().floodSleepThreshold(),
                        this::deadline,
                        gate(manifest),
                        threads));
    }

    private Consumer<TdRequest> gate(PluginManifest manifest) {
        FunctionGate permitted = new FunctionGate(manifest);
        return request -> {
            permitted.accept(request.function());
            if (request.function().equals("joinChatByInviteLink")) {
                String link = request.tree().path("invite_link").asString("");
                CallContext.current().ifPresent(call -> call.joining(new ChatReference(link)));
            }
            countWrite(request.function());
        };
    }

    private static void resolving(ChatReference chat) {
        CallContext.current().ifPresent(call -> call.resolving(chat));
    }

    private void countWrite(String function) {
        if (FunctionEffects.reads(function)) {
            return;
        }
        CallContext call = CallContext.current().orElse(null);
        if (call != null) {
            call.countWrite(function);
        } else if (config.safety().readOnly() || config.safety().dryRun()) {
            throw new ToolException(
                    ErrorCode.NOT_READY,
                    "%s is not sent: TOOLGRAM_%s is set"
                            .formatted(function, config.safety().readOnly() ? "READ_ONLY" : "DRY_RUN"));
        }
    }

    /** At once: whether it is a first contact is another question after the call. */
    private void resolved(ChatReference chat, long chatId) {
        TelegramAccount account = telegram;
        CallContext call = CallContext.current().orElse(null);
        if (account != null && call != null) {
            call.resolved(chat, () -> account.recipients().of(chatId, call.deadline()));
        }
    }

    @Override
    public void addSinks(
            PluginContext context, PluginManifest manifest, Collection<EventSink> added, ThreadFactory threads) {
        sinks.add(context, manifest.id(), manifest.version(), added, threads);
    }

    @Override
    public void handOver(Collection<PluginContext> from, Collection<PluginContext> to) {
        sinks.handOver(from, to);
        TelegramAccount account = telegram;
        List<TdlibTelegramClient> before = clients(from, false);
        List<TdlibTelegramClient> after = clients(to, true);
        if (account != null) {
            TdlibTelegramClient.handOver(account, before, after);
        }
    }

    private static List<TdlibTelegramClient> clients(Collection<PluginContext> contexts, boolean served) {
        return contexts.stream()
                .flatMap(context -> ((LateTelegramClient) context.telegram()).served(served).stream())
                .toList();
    }

    @Override
    public int awaitListeners(PluginContext context, Duration patience) {
        sinks.close(context, patience);
        return ((LateTelegramClient) context.telegram()).awaitListeners(patience);
    }

    @Override
    public void close(PluginContext context) {
        sinks.close(context, Duration.ZERO); // of a plugin that did not start
        ((LateTelegramClient) context.telegram()).close();
        RunDirectory.delete(context.scratchDirectory());
    }

    private Path home(String pluginId) {
        Path home = config.storage().dataDirectory().resolve("plugins").resolve(pluginId);
        try {
            return PrivateFiles.folder(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder " + home, e);
        }
    }

    /** The deadline of the running call; for a request outside of a call, the request timeout from now. */
    private Instant deadline() {
        return CallContext.current()
                .map(CallContext::deadline)
                .orElseGet(() -> Instant.now().plus(config.requestTimeout()));
    }
}
