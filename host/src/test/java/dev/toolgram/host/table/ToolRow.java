package dev.toolgram.host.table;

import dev.toolgram.host.SandboxHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bundled tool as the contract describes it.
 *
 * @param profile the lowest profile that has it: reader, inbox, moderator or all
 * @param route its REST route
 * @param costAndChats its cost class, then each field that takes a chat with its access: {@code SEND chat WRITE}
 * @param required the required fields
 * @param input makes an input that succeeds
 * @param refusedBy the API method that a refusal of Telegram comes from; {@code null} when a call needs no server
 * @param change what a preview of it says; {@code null} for a tool that only reads
 */
public record ToolRow(
        String tool,
        String plugin,
        String profile,
        String route,
        String costAndChats,
        List<String> required,
        Function<SandboxHost, Map<String, Object>> input,
        @Nullable String refusedBy,
        @Nullable Change change) {

    /**
     * The change that a tool makes.
     *
     * @param defaults the fields that the input leaves out
     * @param key the key of the parameters in a preview, and the field that stands for them all, if one does
     * @param recipient the chat that it changes; {@code null} for none
     * @param method the API method that changes it
     */
    public record Change(
            Map<String, @Nullable Object> defaults,
            String key,
            @Nullable String recipient,
            String method) {

        /** The key of the parameters in a preview. */
        public String name() {
            return key.split(" ")[0];
        }

        /** The value under that key. */
        public JsonNode parameters(Map<String, Object> given) {
            String[] words = key.split(" ");
            if (words.length > 1) {
                return JsonMapper.shared().valueToTree(given.get(words[1]));
            }
            Map<String, @Nullable Object> all = new HashMap<>(defaults);
            all.putAll(given);
            // As text and back: a number becomes what the answer has.
            return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(all));
        }
    }

    /** A tool that only reads. */
    public static ToolRow reading(
            String tool,
            String plugin,
            String route,
            String costAndChats,
            List<String> required,
            Function<SandboxHost, Map<String, Object>> input,
            @Nullable String refusedBy) {
        return new ToolRow(tool, plugin, "reader", route, costAndChats, required, input, refusedBy, null);
    }

    /** The change of a tool that makes one. */
    public Change changed() {
        return Objects.requireNonNull(change);
    }

    /** The fields that take a chat or user, with their access: {@code READ} or {@code WRITE}. */
    public Map<String, String> chats() {
        String[] words = costAndChats.split(" ");
        Map<String, String> chats = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            chats.put(words[i], words[i + 1]);
        }
        return chats;
    }

    /** Defaults, some of which are {@code null}. */
    static Map<String, @Nullable Object> defaults(Map<String, Object> values, String... nulls) {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        for (String name : nulls) {
            all.put(name, null);
        }
        return all;
    }

    @Override
    public String toString() {
        return tool;
    }
}
