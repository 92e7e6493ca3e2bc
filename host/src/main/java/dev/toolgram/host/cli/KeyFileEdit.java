package dev.toolgram.host.cli;

import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.session.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a key file. It is replaced as a whole, and never by one that the host would reject for its form.
 *
 * @param file the key file, which may not exist
 */
record KeyFileEdit(Path file) {

    private static final int KEY_BYTES = 32;

    /** Makes a new key for an entry, which gets its hash. */
    static String newKey(ObjectNode entry) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = "tg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        entry.put("hash", KeyFile.hash(key.getBytes(StandardCharsets.US_ASCII)));
        return key;
    }

    static void put(ObjectNode object, String field, @Nullable List<String> texts) {
        if (texts != null) {
            texts.forEach(object.putArray(field)::add);
        }
    }

    /** The entry of a key. */
    static ObjectNode require(ObjectNode keys, String name) {
        if (keys.get(name) instanceof ObjectNode key) {
            return key;
        }
        throw new IllegalArgumentException("no key is named '%s': 'toolgram key list' lists them".formatted(name));
    }

    static String text(JsonNode json) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /** The entries by name. */
    ObjectNode keys() throws ConfigException, IOException {
        return keys(content());
    }

    private ObjectNode content() throws ConfigException, IOException {
        try {
            if (StrictJson.read(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigException(List.of(file + ": must be an object"));
        } catch (NoSuchFileException e) {
            return StrictJson.object();
        } catch (InvalidJsonException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }

    private static ObjectNode keys(ObjectNode content) {
        return content.withObjectProperty("keys");
    }

    /**
     * Changes the entries.
     *
     * @throws ConfigException if the changed file would be rejected
     */
    void change(Consumer<ObjectNode> change) throws ConfigException, IOException {
        Path _ = PrivateFiles.folder(file.resolveSibling("").normalize());
        Path lock = file.resolveSibling(file.getFileName() + ".lock"); // two commands at once
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            ObjectNode content = content();
            change.accept(keys(content));
            byte[] changed = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
            List<String> problems = KeyFile.parse(changed).problems();
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
            PrivateFiles.write(file, changed);
        }
    }
}
