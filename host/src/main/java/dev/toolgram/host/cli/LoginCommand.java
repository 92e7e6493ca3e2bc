package dev.toolgram.host.cli;

import dev.toolgram.host.Installation;
import dev.toolgram.host.Resources;
import dev.toolgram.host.RunDirectory;
import dev.toolgram.host.TelegramStarter;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.telegram.engine.FolderLock;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code toolgram login}: signs in with a person at the terminal, in a database that is gone afterwards, and gives the
 * session string.
 */
final class LoginCommand {

    private static final String SESSION = "TOOLGRAM_SESSION";

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

    void run(Map<String, String> environment) throws ConfigException, IOException {
        if (file != null) {
            file.checkWritable();
        }
        LoginSettings settings = new LoginSettings(environment, file, terminal, installation.version());
        while (true) {
            Config config = settings.complete();
            try {
                signIn(config, settings.byName());
                return;
            } catch (Conversation.EndedException e) {
                if (!e.isOfTheApplication() || !config.telegram().isLive()) {
                    throw e;
                }
                terminal.say(String.valueOf(e.getMessage()));
                settings.forgetApplication();
            }
        }
    }

    private void signIn(Config config, Map<String, String> environment) throws ConfigException {
        Resources resources = new Resources();
        try (LoginAttempt attempt = new LoginAttempt(resources)) {
            RunDirectory run = resources.add(RunDirectory.in(temporaryFolder(resources)));
            Path folder = run.subdirectory("database");
            LivePlugins plugins = resources.add(installation.plugins(
                    config, environment, run.subdirectory("plugins"), new OfflinePluginServices(run)));
            TelegramStarter starter = new TelegramStarter(config, installation, resources);
            TelegramStarter.Target target = starter.reach(plugins.loadNetworks());
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
            deliver(attempt, SessionDatabase.export(folder, key), config);
        }
    }

    private void deliver(LoginAttempt attempt, StringSession session, Config config) {
        if (file == null || !written(session, file)) {
            attempt.deliver(() -> {
                terminal.say("Signed in. This is the session string:");
                out.println(session.encode());
                out.flush();
            });
        }
        terminal.say("The session string gives full access to the account: keep it secret.");
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
}
