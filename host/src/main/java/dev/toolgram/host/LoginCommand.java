package dev.toolgram.host;

import dev.toolgram.api.PluginContext;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.login.Conversation;
import dev.toolgram.host.login.EnvFile;
import dev.toolgram.host.login.Terminal;
import dev.toolgram.host.plugin.LivePlugins;
import dev.toolgram.host.plugin.PluginManifest;
import dev.toolgram.host.plugin.PluginServices;
import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.settings.PluginVariables;
import dev.toolgram.host.telegram.FolderLock;
import dev.toolgram.host.telegram.SignIn;
import dev.toolgram.host.telegram.TdlibEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code toolgram login}: signs in with a person at the terminal, in a database that is gone afterwards, and gives the
 * session string.
 */
final class LoginCommand {

    private static final String SESSION = "TOOLGRAM_SESSION";
    private static final List<String> PREFIXES = List.of("TOOLGRAM_", "TELETHON_");

    private final Installation installation;
    private final Terminal terminal;
    private final PrintStream out;
    private final @Nullable EnvFile file;

    /** @param file where the settings are, beside the environment, and where the string goes; or it is printed */
    LoginCommand(Installation installation, Terminal terminal, PrintStream out, @Nullable EnvFile file) {
        this.installation = installation;
        this.terminal = terminal;
        this.out = out;
        this.file = file;
    }

    /** Thrown when there will be no session; the message is for the person. */
    static final class FailedException extends Exception {
        FailedException(@Nullable String message) {
            super(String.valueOf(message));
        }
    }

    void run(Map<String, String> environment) throws FailedException, ConfigException, IOException {
        if (file != null) {
            file.checkWritable();
        }
        Map<String, String> settings = settings(environment);
        while (true) {
            Config config = withApplication(settings);
            try {
                signIn(config, settings);
                return;
            } catch (Conversation.EndedException e) {
                if (!e.isOfTheApplication() || !config.telegram().isLive()) {
                    throw new FailedException(e.getMessage());
                }
                terminal.say(String.valueOf(e.getMessage()));
                forget(settings, "API_ID");
                forget(settings, "API_HASH");
            }
        }
    }

    /** The environment's, and the file's where the environment has none. The old session is of no interest. */
    private Map<String, String> settings(Map<String, String> environment) throws IOException {
        Map<String, String> settings = new HashMap<>(file == null ? Map.of() : file.settings());
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                settings.put(name, value);
            }
        });
        forget(settings, "SESSION");
        return settings;
    }

    private static void forget(Map<String, String> settings, String name) {
        PREFIXES.forEach(prefix -> settings.remove(prefix + name));
    }

    private Config withApplication(Map<String, String> settings) throws ConfigException {
        Config config = Config.readForLogin(settings, installation.version(), Preflight::ofSignIn);
        if (!config.telegram().isLive()
                || (config.telegram().apiId() != 0 && config.telegram().hasApiHash())) {
            return config;
        }
        terminal.say("Telegram wants to know which application signs in. Get an API id and hash, once, at"
                + " https://my.telegram.org.");
        while (true) {
            settings.put("TOOLGRAM_API_ID", terminal.ask("API id: "));
            settings.put("TOOLGRAM_API_HASH", terminal.askSecret("API hash (not shown): "));
            try {
                Config complete = Config.readForLogin(settings, installation.version(), Preflight::ofSignIn);
                if (complete.telegram().apiId() != 0 && complete.telegram().hasApiHash()) {
                    return complete;
                }
            } catch (ConfigException e) {
                e.problems().forEach(terminal::say);
            }
        }
    }

    private void signIn(Config config, Map<String, String> environment)
            throws Conversation.EndedException, FailedException, ConfigException {
        Resources resources = new Resources();
        try (Attempt attempt = new Attempt(resources)) {
            Path folder = temporaryFolder(resources);
            LivePlugins plugins = resources.add(new LivePlugins(
                    installation.pluginOptions(config, temporaryFolder(resources)),
                    installation.trust(config),
                    new PluginVariables(environment),
                    new NoServices()));
            plugins.load();
            TelegramStarter starter = new TelegramStarter(config, installation, resources);
            TelegramStarter.Target target = starter.reach(plugins.networks());
            if (target.login() != null) {
                terminal.say("The phone number of the %s is %s, its code %s."
                        .formatted(
                                config.telegram().network(),
                                target.login().phoneNumber(),
                                target.login().code()));
            }
            String key = randomKey();
            TdlibEngine engine = resources.add(TdlibEngine.start(starter.settings(target, folder, key, null)));
            new Conversation(attempt.of(engine), terminal).run();
            attempt.keep();
            engine.close();
            deliver(SessionDatabase.export(folder, key), config);
        } catch (StartException | IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new FailedException(e.getMessage());
        }
    }

    private void deliver(StringSession session, Config config) {
        if (file == null || !written(session, file)) {
            terminal.say("Signed in. This is the session string, shown only once:");
            out.println(session.encode());
            out.flush();
        }
        terminal.say("Whoever has the session string has full access to the account: keep it secret.");
        terminal.say("Use it in one program at a time; to end it, go to Telegram > Settings > Devices.");
        if (!config.telegram().isLive()) {
            terminal.say("This one is of the network '%s', and good as long as that runs."
                    .formatted(config.telegram().network()));
        }
    }

    private boolean written(StringSession session, EnvFile target) {
        try {
            target.set(SESSION, session.encode());
            terminal.say("Signed in. The session string is now " + SESSION + " in " + target + ".");
            return true;
        } catch (IOException e) {
            terminal.say("The session string cannot be written to " + target + ": " + e.getMessage());
            return false;
        }
    }

    private static Path temporaryFolder(Resources resources) {
        try {
            Path folder = Files.createTempDirectory("toolgram-login-"); // for its owner only
            resources.add(() -> {
                if (!FolderLock.isHeldBelow(folder)) { // or TDLib is still at work in it, against all odds
                    PrivateFiles.delete(folder);
                }
            });
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for temporary files: " + e.getMessage(), e);
        }
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /**
     * Leaves nothing half made, when the person gives up by Ctrl-C at any moment: until the session is kept it is undone,
     * and from then on its string is delivered.
     */
    private static final class Attempt implements AutoCloseable {

        /** To read a database and to write a file takes milliseconds. */
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final Resources resources;
        private final Thread giveUp = Thread.ofPlatform().name("undo-login").unstarted(this::giveUp);
        private final CountDownLatch over = new CountDownLatch(1);
        private Optional<SignIn> signIn = Optional.empty();
        private boolean kept;
        private boolean givenUp;

        Attempt(Resources resources) {
            this.resources = resources;
            Runtime.getRuntime().addShutdownHook(giveUp);
        }

        synchronized SignIn of(TdlibEngine engine) {
            SignIn begun = new SignIn(engine);
            signIn = Optional.of(begun);
            return begun;
        }

        /** To be called before TDLib is closed, which is what undoes a session. */
        synchronized void keep() throws FailedException {
            if (givenUp) {
                throw new FailedException("it was given up");
            }
            kept = true;
        }

        private synchronized Optional<SignIn> toUndo() {
            givenUp = !kept;
            return givenUp ? signIn : Optional.empty();
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
        }

        private void giveUp() {
            toUndo().ifPresent(SignIn::undo);
            try {
                if (!isGivenUp()) {
                    var _ = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            resources.close();
        }

        /** As long as anything is open, Ctrl-C has it closed. */
        @Override
        public void close() {
            over.countDown();
            if (!isGivenUp()) { // or the hook still needs TDLib
                resources.close();
            }
            try {
                var _ = Runtime.getRuntime().removeShutdownHook(giveUp);
            } catch (IllegalStateException e) {
                // the process is ending, and the hook is at work
            }
        }
    }

    /** Nothing but the networks of plugins is used, and a network gets settings and no context. */
    private static final class NoServices implements PluginServices {

        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            throw new IllegalStateException("there are no tools at the sign-in");
        }

        @Override
        public void close(PluginContext context) {}
    }
}
