package dev.toolgram.host.cli;

import dev.toolgram.host.Installation;
import dev.toolgram.host.ProcessSetup;
import dev.toolgram.host.SessionTakenException;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.session.FirstOpening;
import dev.toolgram.host.session.FirstOpeningProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "toolgram",
        description = {"Your Telegram account as tools, over REST and MCP.%n", "Without a command it serves.%n"},
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = HelpCommand.class,
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:the command failed: Toolgram cannot start, is unhealthy, or a plugin is rejected",
            "2:the command or a setting is wrong",
            "3:another process serves the session"
        },
        footer = "%nSettings come from the environment; .env.example lists them all.",
        usageHelpWidth = 100,
        usageHelpAutoWidth = false)
public final class Main implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final int SESSION_TAKEN = 3;

    /** Not parsed by picocli: its classes are too old for the AOT cache and cost 0.3 s. */
    private static final Set<String> FREQUENT = Set.of("serve", "demo", "health");

    private static final PrintStream out = System.out;
    private static final PrintStream err = System.err;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    private Main() {}

    /** Runs a command and ends the process with its exit code, also when a plugin left a thread running. */
    public static void main(String[] arguments) {
        int code = FAILED;
        try {
            code = run(arguments);
        } catch (Throwable e) { // an Error: nothing else ends a process that still has threads
            err.println("toolgram: " + StartupMessages.sentence(e));
        }
        System.exit(code);
    }

    private static int run(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals(FirstOpening.COMMAND)) {
            FirstOpeningProcess.run(System.in, out);
            return OK;
        }
        String command = arguments.length == 0 ? "serve" : arguments[0];
        if (arguments.length > 1 || !FREQUENT.contains(command)) {
            return parse(arguments);
        }
        Main main = new Main();
        try {
            return switch (command) {
                case "demo" -> main.demo();
                case "health" -> main.health();
                default -> main.serve();
            };
        } catch (Exception e) {
            return failure(e);
        }
    }

    private static int parse(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        CommandLine _ = line.addSubcommand(new KeyCommand(out));
        line.getCommandSpec().version("toolgram " + Installation.running().version());
        withSubcommands(line)
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.findOption("--help") == null)
                .forEach(spec -> spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build()));
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((e, given) -> wrongUse(e))
                .setExecutionExceptionHandler((e, command, given) -> failure(e))
                .execute(arguments);
    }

    private static Stream<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(Main::withSubcommands));
    }

    private static int wrongUse(ParameterException e) {
        String problem = e instanceof UnmatchedArgumentException unmatched
                ? "unknown command or option '" + unmatched.getUnmatched().getFirst() + "'"
                : e.getMessage();
        err.println("toolgram: " + problem + ". Try 'toolgram help'.");
        return WRONG_USE;
    }

    private static int failure(Exception failure) {
        return switch (failure) {
            case IllegalArgumentException e -> {
                err.println("toolgram: " + e.getMessage());
                yield WRONG_USE;
            }
            case ConfigException e -> {
                err.println("toolgram: these settings are missing or wrong:");
                e.problems().forEach(problem -> err.println("  " + problem));
                yield WRONG_USE;
            }
            case SessionTakenException e -> {
                err.println("toolgram: " + e.getMessage());
                yield SESSION_TAKEN;
            }
            default -> {
                err.println("toolgram: " + StartupMessages.sentence(failure));
                yield FAILED;
            }
        };
    }

    @Override
    public Integer call() throws Exception {
        return serve();
    }

    private static int serve(Map<String, String> environment) throws Exception {
        return ServeCommand.run(Installation.running(), environment);
    }

    @Command(description = "Run with the account of TOOLGRAM_SESSION (the default).")
    int serve() throws Exception {
        return serve(CommandEnvironment.ofProcess());
    }

    @Command(description = "Sign in to Telegram and get the session string for TOOLGRAM_SESSION. Needs a terminal.")
    int login(
            @Option(
                            names = "--env-file",
                            paramLabel = "FILE",
                            description =
                                    "Read settings from FILE and write the session string to it instead of printing it.")
                    @Nullable
                    Path envFile)
            throws ConfigException {
        Terminal terminal = Terminal.ofProcess().orElse(null);
        if (terminal == null) {
            err.println("toolgram: login is interactive and needs a terminal. Run it in one, without a pipe or"
                    + " redirection; with Docker by 'docker run --rm -it'.");
            return WRONG_USE;
        }
        ProcessSetup.quiet("ERROR"); // the conversation reports the rest
        try {
            EnvFile file = envFile == null ? null : new EnvFile(envFile);
            new LoginCommand(Installation.running(), terminal, out, file).run(CommandEnvironment.ofProcess());
            return OK;
        } catch (IOException e) {
            err.println("toolgram: cannot read or write " + envFile + ": " + e.getMessage());
        } catch (RuntimeException e) {
            err.println("toolgram: not signed in: " + e.getMessage());
        }
        return FAILED;
    }

    @Command(description = "Run with a Telegram on this machine: no account and no network.")
    int demo() throws Exception {
        return serve(CommandEnvironment.ofDemo());
    }

    @Command(description = "List the plugins, their permissions and settings. Exit code 1 if one is rejected.")
    int plugins(@Option(names = "--json", description = "Print JSON, for programs.") boolean json)
            throws ConfigException {
        ProcessSetup.quiet("OFF"); // the list reports failures
        System.setOut(err); // what a plugin prints must not end up in the list
        PluginList list = PluginList.read(Installation.running(), CommandEnvironment.ofProcess());
        out.print(json ? list.json() + "\n" : PluginListText.of(list));
        out.flush();
        return list.anyRefused() ? FAILED : OK;
    }

    @Command(description = "Ask the host that runs with the same settings whether it answers.")
    int health() {
        try {
            out.println(HealthCommand.ask(
                    Config.readHttp(CommandEnvironment.ofProcess()).listenAddress()));
            return OK;
        } catch (ConfigException | IllegalStateException e) {
            failure(e);
            return FAILED; // container engines take no other code
        }
    }

    @Command(description = "Print the decisions about writes, and the refusals, also while the host runs.")
    int audit(
            @Option(
                            names = "--since",
                            defaultValue = "",
                            paramLabel = "TIME",
                            description = "Only since then: 24h, 7d, 2027-02-01.")
                    String since,
            @Option(names = "--key", defaultValue = "", paramLabel = "NAME", description = "Only of this key.")
                    String key,
            @Option(names = "--tool", defaultValue = "", paramLabel = "NAME", description = "Only of this tool.")
                    String tool)
            throws ConfigException, IOException {
        Installation installation = Installation.running();
        System.setProperty("org.sqlite.lib.path", installation.natives().toString());
        Config config = Config.readForLogin(CommandEnvironment.ofProcess(), installation.version(), any -> List.of());
        AuditCommand.lines(config.storage().dataDirectory(), since, key, tool).forEach(out::println);
        out.flush();
        return OK;
    }

    @Command(description = "Print the version.")
    int version() {
        out.println("toolgram " + Installation.running().version());
        return OK;
    }
}
