package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.log.Logs;
import dev.toolgram.host.login.EnvFile;
import dev.toolgram.host.login.Terminal;
import dev.toolgram.host.session.FirstOpening;
import dev.toolgram.host.session.FirstOpeningProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The command line. */
public final class Main {

    private static final String PREFIX = "TOOLGRAM_";
    private static final int OK = 0;
    private static final int CANNOT_START = 1;
    private static final int WRONG_USE = 2;
    /** Whatever is wrong: container engines know no other number. */
    private static final int UNHEALTHY = 1;

    private static final int TAKEN = 3;

    /** How long the first line may wait for Telegram; the host goes on trying in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final String HELP = """
            Toolgram: your Telegram account as tools, over REST and MCP.

            Usage: toolgram [command]

              serve    run with the account of TOOLGRAM_SESSION (the default)
              login    sign in to Telegram and get the session string for TOOLGRAM_SESSION;
                       with --env-file FILE it is written there instead of printed
              demo     run with a Telegram on this machine: no account and no network
              plugins  list the plugins, what they may do and what can be set; with --json for
                       programs. The exit code is 1 when a plugin is refused
              health   ask the host that runs with the same settings whether it answers
              version  print the version
              help     print this

            Settings come from the environment; .env.example lists them all.""";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private Main() {}

    /**
     * Runs a command. The exit code is 0; 1 when the host cannot start, 2 when the command or a setting is wrong, 3 when
     * another process serves the session.
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new Main().run(arguments)); // also where a plugin has left a thread behind
    }

    private int run(String[] arguments) throws InterruptedException {
        String command = arguments.length == 0 ? "serve" : arguments[0];
        List<String> options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        if (command.equals("login")) {
            return login(options);
        }
        if (command.equals("plugins")) {
            return plugins(options);
        }
        if (arguments.length > 1) {
            err.println("toolgram: '" + arguments[1] + "' is one word too many. Try 'toolgram help'.");
            return WRONG_USE;
        }
        return switch (command) {
            case "serve" -> serve(environment());
            case "demo" -> serve(demo(environment()));
            case "health" -> health(environment());
            case "version", "--version" ->
                print("toolgram " + Installation.running().version());
            case FirstOpening.COMMAND -> {
                FirstOpeningProcess.run(System.in, out);
                yield OK;
            }
            case "help", "--help", "-h" -> print(HELP);
            default -> {
                err.println("toolgram: there is no command '" + command + "'. Try 'toolgram help'.");
                yield WRONG_USE;
            }
        };
    }

    private int login(List<String> options) {
        if (!options.isEmpty() && !(options.size() == 2 && options.getFirst().equals("--env-file"))) {
            err.println("toolgram: login takes nothing but '--env-file FILE'. Try 'toolgram help'.");
            return WRONG_USE;
        }
        Optional<Terminal> terminal = Terminal.ofProcess();
        if (terminal.isEmpty()) {
            err.println("toolgram: login has to ask you things, and this is no terminal. Run it in one, without a pipe"
                    + " or redirection; with Docker by 'docker run --rm -it'.");
            return WRONG_USE;
        }
        setLogLevel(Config.LogLevel.ERROR); // what goes wrong is told in the conversation
        try {
            EnvFile file = options.isEmpty() ? null : new EnvFile(Path.of(options.getLast()));
            new LoginCommand(Installation.running(), terminal.get(), out, file).run(environment());
            return OK;
        } catch (ConfigException e) {
            return wrong(e);
        } catch (LoginCommand.FailedException | Terminal.GoneException e) {
            err.println("toolgram: not signed in: " + e.getMessage());
        } catch (IOException e) {
            err.println("toolgram: " + options.getLast() + " cannot be read or written: " + e.getMessage());
        }
        return CANNOT_START;
    }

    private int plugins(List<String> options) {
        if (!options.isEmpty() && !options.equals(List.of("--json"))) {
            err.println("toolgram: plugins takes nothing but '--json'. Try 'toolgram help'.");
            return WRONG_USE;
        }
        Logs.setLevel("OFF"); // what goes wrong is in the list
        System.setOut(err); // a plugin that prints must not spoil it
        try {
            Installation installation = Installation.running();
            Map<String, String> environment = environment();
            Config config = Config.readForLogin(environment, installation.version(), Preflight::ofPlugins);
            PluginList list = new PluginsCommand(config, installation, environment).run();
            out.print(options.isEmpty() ? PluginListText.of(list) : list.json() + "\n");
            out.flush();
            return list.anyRefused() ? CANNOT_START : OK;
        } catch (ConfigException e) {
            return wrong(e);
        } catch (RuntimeException e) {
            err.println("toolgram: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private int health(Map<String, String> environment) {
        try {
            InetSocketAddress listen = Config.readHttp(environment).listenAddress();
            return print(new HealthCommand(listen).ask());
        } catch (ConfigException e) {
            wrong(e);
        } catch (HealthCommand.UnhealthyException e) {
            err.println("toolgram: " + e.getMessage());
        }
        return UNHEALTHY;
    }

    private int wrong(ConfigException problems) {
        err.println("toolgram: these settings are missing or wrong:");
        problems.problems().forEach(problem -> err.println("  " + problem));
        return WRONG_USE;
    }

    private int print(String text) {
        out.println(text);
        return OK;
    }

    /**
     * The environment, with the installation's own defaults, which are system properties: the image sets some, and a
     * blank line in an operator's file of settings must not undo them.
     */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        for (String property : System.getProperties().stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                setIfAbsent(environment, property.substring(PREFIX.length()), System.getProperty(property));
            }
        }
        return environment;
    }

    /** The demo is quiet and for this machine only, unless the environment says otherwise. */
    private static Map<String, String> demo(Map<String, String> environment) {
        Map<String, String> demo = new HashMap<>(environment);
        demo.put("TOOLGRAM_TELEGRAM", "sandbox");
        List.of("TOOLGRAM_SESSION", "TELETHON_SESSION").forEach(demo::remove); // the demo has its own account
        setIfAbsent(demo, "HTTP_LISTEN_ADDRESS", "127.0.0.1:8080");
        setIfAbsent(demo, "LOG_LEVEL", "WARNING");
        return demo;
    }

    /** Absent is what is blank, too, and what has no older name either. */
    private static void setIfAbsent(Map<String, String> environment, String name, String value) {
        boolean given = Stream.of(PREFIX, "TELETHON_")
                .anyMatch(prefix -> !environment.getOrDefault(prefix + name, "").isBlank());
        if (!given) {
            environment.put(PREFIX + name, value);
        }
    }

    private int serve(Map<String, String> environment) throws InterruptedException {
        Installation installation = Installation.running();
        Config config;
        try {
            config = Config.read(environment, installation.version(), Preflight::ofHost);
        } catch (ConfigException e) {
            return wrong(e);
        }
        setLogLevel(config.logLevel());
        Logs.tellOfTheUncaught();
        if (config.logFormat() == Config.LogFormat.JSON) {
            Logs.writeJson();
        }
        StartReport report = new StartReport(config, out, err);
        ToolHost host;
        try {
            host = ToolHost.start(config, installation, environment);
        } catch (ConfigException e) {
            return wrong(e);
        } catch (SessionTakenException e) {
            err.println("toolgram: " + e.getMessage());
            return TAKEN;
        } catch (RuntimeException e) {
            report.failed(e);
            return CANNOT_START;
        }
        CountDownLatch closed = closeOnSignal(host);
        announce(host, report);
        closed.await();
        return OK;
    }

    private static void announce(ToolHost host, StartReport report) {
        URI address = host.address(); // it has none any more when it is ended while this waits
        if (!host.awaitReady(PATIENCE).isEmpty()) {
            report.notReady(address);
            if (!host.awaitReady(FOREVER).isEmpty()) {
                return;
            }
        }
        report.ready(address);
    }

    /** TDLib must close before the process ends, or it repairs its database at the next start. */
    private static CountDownLatch closeOnSignal(ToolHost host) {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    host.close();
                    closed.countDown();
                    // A signal's own exit code would tell a supervisor that this end was a failure.
                    Runtime.getRuntime().halt(OK);
                }));
        return closed;
    }

    private static void setLogLevel(Config.LogLevel level) {
        Logs.setLevel(level == Config.LogLevel.WARNING ? "WARN" : level.name());
    }
}
