package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.host.config.EditDistance;
import dev.toolgram.host.config.KeyCheck;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The file of keys, {@code keys.json} in the data folder. A key is 256 random bits, so its SHA-256 is enough: nobody can
 * guess a key from it, and a slow hash would only slow down each request.
 *
 * @param keys the keys by name; what is wrong with one is missing in it
 * @param problems one sentence for each; a file with problems is not used
 * @param revision tells one content from another
 */
public record KeyFile(Map<String, CallerPolicy> keys, List<String> problems, String revision) {

    /** Without keys. */
    static final KeyFile EMPTY = new KeyFile(Map.of(), List.of(), "none");

    /** The name in the data folder. */
    public static final String NAME = "keys.json";

    /** The name of {@code TOOLGRAM_AUTH_KEY}. */
    static final String DEFAULT = KeyCheck.DEFAULT;

    private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> FIELDS = List.of("hash", "expires", "tools", "chats", "approve", "pace");
    private static final List<String> SCOPES = List.of("read", "write");
    private static final List<String> EFFECTS = List.of("read", "write", "destructive");

    /** The file in a data folder. */
    public static Path in(Path dataDirectory) {
        return dataDirectory.resolve(NAME);
    }

    /** The hash of a key, as the file has it. */
    public static String hash(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Reads a file; empty if it does not exist. */
    public static Optional<KeyFile> read(Path file) {
        try {
            return Optional.of(parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new KeyFile(Map.of(), List.of(NAME + ": cannot be read: " + e), "unreadable"));
        }
    }

    /** Reads the file's content. */
    public static KeyFile parse(byte[] content) {
        String revision = hash(content).substring(0, 12);
        try {
            return new Reader().read(StrictJson.read(content), revision);
        } catch (InvalidJsonException e) {
            return new KeyFile(Map.of(), List.of(NAME + ": " + e.getMessage()), revision);
        }
    }

    /** Everything in the file that names a tool which is not published, one sentence for each. */
    public List<String> unknownTools(ToolSnapshot tools) {
        List<String> unknown = new ArrayList<>();
        keys.forEach((name, key) -> {
            key.tools().unknown(tools).forEach(problem -> unknown.add(place(name) + "tools: " + problem));
            key.approve().stream()
                    .filter(entry -> !EFFECTS.contains(entry) && !entry.equals(CallerPolicy.FIRST_CONTACT))
                    .filter(entry -> tools.find(entry).isEmpty())
                    .sorted()
                    .forEach(entry -> unknown.add("%sapprove: unknown tool or effect '%s'; the effects are %s, and %s"
                            .formatted(place(name), entry, String.join(", ", EFFECTS), CallerPolicy.FIRST_CONTACT)));
        });
        return unknown;
    }

    static String place(String key) {
        return "%s: key '%s': ".formatted(NAME, key);
    }

    private static final class Reader {

        private final List<String> problems = new ArrayList<>();

        KeyFile read(JsonNode file, String revision) {
            Map<String, CallerPolicy> keys = new TreeMap<>();
            JsonNode all = file.path("keys");
            if (!file.isObject() || !all.isObject()) {
                problems.add(NAME + ": write {\"keys\": {\"<name>\": {…}}}");
            }
            fields(file, List.of("keys"), NAME + ": ");
            for (var each : all.properties()) {
                String name = each.getKey();
                if (!KEY_NAME.matcher(name).matches() || name.equals(DEFAULT)) {
                    problems.add(place(name)
                            + "use 1 to 64 letters, digits, '.', '_' or '-' as its name, and not 'default'");
                }
                keys.put(name, key(name, each.getValue()));
            }
            Set<String> hashes = new HashSet<>();
            keys.values().stream()
                    .filter(key -> !hashes.add(key.hash()) && !key.hash().isEmpty())
                    .forEach(key -> problems.add(place(key.name()) + "hash: another key has the same"));
            return new KeyFile(Map.copyOf(keys), List.copyOf(problems), revision);
        }

        private CallerPolicy key(String name, JsonNode key) {
            String place = place(name);
            if (!key.isObject()) {
                problems.add(place + "must be an object");
            }
            fields(key, FIELDS, place);
            String hash = key.path("hash").asString("");
            if (!HASH.matcher(hash).matches()) {
                problems.add(place + "hash: must be 64 hexadecimal digits; 'toolgram key rotate " + name
                        + "' makes a new key");
            }
            JsonNode chats = key.path("chats");
            if (!chats.isObject() || chats.isEmpty()) {
                problems.add(place + "chats: is required, for example {\"read\": [\"*\"]}");
            }
            fields(chats, SCOPES, place + "chats: ");
            return new CallerPolicy(
                    name,
                    hash,
                    expires(key.get("expires"), place),
                    ToolRules.of(texts(key.path("tools"), place + "tools: ")),
                    chats(chats.get("read"), place + "chats: read: "),
                    chats(chats.get("write"), place + "chats: write: "),
                    key.has("approve") ? new HashSet<>(texts(key.path("approve"), place + "approve: ")) : Set.of(),
                    pace(key.get("pace"), place + "pace: "));
        }

        private void fields(JsonNode object, List<String> known, String place) {
            object.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !known.contains(name))
                    .forEach(name -> problems.add("%sunknown field '%s'%s"
                            .formatted(
                                    place,
                                    name,
                                    EditDistance.nearest(name, known)
                                            .map("; did you mean %s?"::formatted)
                                            .orElse(""))));
        }

        private Optional<Instant> expires(@Nullable JsonNode value, String place) {
            if (value == null) {
                return Optional.empty();
            }
            String text = value.asString("");
            try {
                return Optional.of(
                        text.length() <= 10
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : Instant.parse(text));
            } catch (DateTimeException e) {
                problems.add(place + "expires: must be a date like 2027-02-01, or a time like 2027-02-01T12:00:00Z");
                return Optional.empty();
            }
        }

        private List<String> texts(JsonNode list, String place) {
            List<String> texts = new ArrayList<>();
            boolean valid = list.isArray() && !list.isEmpty();
            for (JsonNode each : list) {
                String text = each.asString("").strip();
                valid &= each.isString() && !text.isEmpty() && !text.equals("-");
                texts.add(text);
            }
            if (!valid) {
                problems.add(place + "must be a list of texts that is not empty");
            }
            return texts;
        }

        private ChatRules chats(@Nullable JsonNode list, String place) {
            if (list == null) {
                return ChatRules.NONE;
            }
            int before = problems.size();
            List<String> texts = texts(list, place);
            if (problems.size() > before) {
                return ChatRules.NONE;
            }
            List<String> wrong = new ArrayList<>();
            ChatRules rules = ChatRules.of(texts, wrong);
            wrong.forEach(problem -> problems.add(place + problem));
            return rules;
        }

        private Map<Cost, Rate> pace(@Nullable JsonNode rates, String place) {
            Map<Cost, Rate> pace = new EnumMap<>(Cost.class);
            if (rates == null) {
                return pace;
            }
            List<String> costs = new ArrayList<>();
            for (Cost cost : Cost.values()) {
                String name = cost.name().toLowerCase(Locale.ROOT);
                costs.add(name);
                if (rates.has(name)) {
                    Rate.parse(rates.path(name).asString(""))
                            .ifPresentOrElse(
                                    rate -> pace.put(cost, rate),
                                    () -> problems.add(
                                            place + name + ": must be a rate like 20/min; the units are s, min, h, d"));
                }
            }
            if (!rates.isObject() || rates.isEmpty()) {
                problems.add(place + "must be an object like {\"send\": \"20/min\"}");
            }
            fields(rates, costs, place);
            return pace;
        }
    }
}
