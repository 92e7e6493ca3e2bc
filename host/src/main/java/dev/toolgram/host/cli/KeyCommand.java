package dev.toolgram.host.cli;

import dev.toolgram.host.Installation;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.policy.KeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code toolgram key}: changes {@code keys.json}, also while the host runs. */
@Command(
        name = "key",
        description =
                "Add, list, show, revoke and rotate the keys of keys.json in TOOLGRAM_DATA_DIR. A running host follows"
                        + " within a second.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n")
final class KeyCommand {

    private final PrintStream out;

    KeyCommand(PrintStream out) {
        this.out = out;
    }

    private static KeyFileEdit file() throws ConfigException {
        Config config = Config.readForLogin(
                CommandEnvironment.ofProcess(), Installation.running().version(), any -> List.of());
        Path data = config.storage().dataDirectory();
        return new KeyFileEdit(KeyFile.in(data));
    }

    private void print(String name, String key) {
        out.println(key);
        System.err.printf("This is the key '%s'. It is shown only now: keys.json has its hash alone.%n", name);
    }

    @Command(description = "Add a key and print it, once.")
    int add(
            @Parameters(paramLabel = "NAME", description = "The name: letters, digits, '.', '_', '-'.") String name,
            @Option(
                            names = "--tools",
                            required = true,
                            split = ",",
                            paramLabel = "TOOL",
                            description =
                                    "Profiles (reader, inbox, moderator, all), plugins and tools; '-NAME' denies.")
                    List<String> tools,
            @Option(
                            names = "--read",
                            split = ",",
                            paramLabel = "CHAT",
                            description = "Chats to read: '*', contacts, folder:NAME, references; '-CHAT' denies.")
                    @Nullable
                    List<String> read,
            @Option(names = "--write", split = ",", paramLabel = "CHAT", description = "Chats to change, as --read.")
                    @Nullable
                    List<String> write,
            @Option(
                            names = "--expires",
                            paramLabel = "DATE",
                            description = "The first day (UTC) on which it is refused: 2027-02-01.")
                    @Nullable
                    String expires,
            @Option(
                            names = "--approve",
                            split = ",",
                            paramLabel = "WHAT",
                            description = "What a person has to approve: write, destructive, first-contact, tools.")
                    @Nullable
                    List<String> approve,
            @Option(
                            names = "--pace",
                            split = ",",
                            paramLabel = "COST=RATE",
                            description = "Limits: send=20/min. Units: s, min, h, d.")
                    @Nullable
                    Map<String, String> pace)
            throws ConfigException, IOException {
        String[] key = new String[1];
        file().change(keys -> {
            if (keys.has(name)) {
                throw new IllegalArgumentException("key '%s' exists: rotate it, or revoke it first".formatted(name));
            }
            ObjectNode entry = keys.putObject(name);
            key[0] = KeyFileEdit.newKey(entry);
            if (expires != null) {
                entry.put("expires", expires);
            }
            KeyFileEdit.put(entry, "tools", tools);
            ObjectNode chats = entry.putObject("chats");
            KeyFileEdit.put(chats, "read", read);
            KeyFileEdit.put(chats, "write", write);
            KeyFileEdit.put(entry, "approve", approve);
            if (pace != null) {
                pace.forEach(entry.putObject("pace")::put);
            }
        });
        print(name, key[0]);
        return Main.OK;
    }

    @Command(description = "List the keys.")
    int list() throws ConfigException, IOException {
        for (var key : file().keys().properties()) {
            out.printf(
                    "%s  tools: %s  expires: %s%n",
                    key.getKey(),
                    String.join(
                            ",",
                            key.getValue()
                                    .path("tools")
                                    .valueStream()
                                    .map(tool -> tool.asString(""))
                                    .toList()),
                    key.getValue().path("expires").asString("never"));
        }
        return Main.OK;
    }

    @Command(description = "Print what a key may do, as JSON.")
    int show(@Parameters(paramLabel = "NAME", description = "The key's name.") String name)
            throws ConfigException, IOException {
        ObjectNode key = KeyFileEdit.require(file().keys(), name).deepCopy();
        key.remove("hash");
        out.println(KeyFileEdit.text(key));
        return Main.OK;
    }

    @Command(description = "Remove a key. Its running calls end normally, the next is refused.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The key's name.") String name)
            throws ConfigException, IOException {
        file().change(keys -> {
            ObjectNode _ = KeyFileEdit.require(keys, name);
            keys.remove(name);
        });
        return Main.OK;
    }

    @Command(description = "Replace a key by a new one with the same rights, and print it, once.")
    int rotate(@Parameters(paramLabel = "NAME", description = "The key's name.") String name)
            throws ConfigException, IOException {
        String[] key = new String[1];
        file().change(keys -> key[0] = KeyFileEdit.newKey(KeyFileEdit.require(keys, name)));
        print(name, key[0]);
        return Main.OK;
    }
}
