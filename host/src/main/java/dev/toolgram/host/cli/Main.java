package dev.toolgram.host.cli;

import dev.toolgram.host.ConfigChecks;
import dev.toolgram.host.Installation;
import dev.toolgram.host.SessionTakenException;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.observe.Logs;
import dev.toolgram.host.session.FirstOpening;
import dev.toolgram.host.session.FirstOpeningProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line. */
public final class Main {

    private static final int OK = 0;
    private static final int CANNOT_START = 1;
    private static final int WRONG_USE = 2;
    /** Whatever is wrong: container engines know no other number. */
    private static final int UNHEALTHY = 1;

    private static final int TAKEN = 3;

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
            case "serve" -> serve(CommandEnvironment.ofProcess());
            case "demo" -> serve(CommandEnvironment.ofDemo());
            case "health" -> health(CommandEnvironment.ofProcess());
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
        Logs.setLevel("ERROR"); // what goes wrong is told in the conversation
        try {
            EnvFile file = options.isEmpty() ? null : new EnvFile(Path.of(options.getLast()));
            new LoginCommand(Installation.running(), terminal.get(), out, file).run(CommandEnvironment.ofProcess());
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
            Map<String, String> environment = CommandEnvironment.ofProcess();
            Config config = Config.readForLogin(environment, installation.version(), ConfigChecks::ofPlugins);
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

    private int serve(Map<String, String> environment) throws InterruptedException {
        try {
            new ServeCommand(Installation.running(), out, err).run(environment);
            return OK;
        } catch (ConfigException e) {
            return wrong(e);
        } catch (SessionTakenException e) {
            err.println("toolgram: " + e.getMessage());
            return TAKEN;
        } catch (ServeCommand.FailedException e) {
            return CANNOT_START;
        }
    }
}
