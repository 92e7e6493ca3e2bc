package dev.toolgram.host.policy;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** An account made by hand, for tests of keys. */
@NullMarked
public final class TestPolicies {

    private TestPolicies() {}

    /** Some chats: 1 to 8, each with three references; 1 and 2 are contacts, 2 and 5 in the folder Work. */
    public static final class World implements Chats {

        /** The references of each chat. */
        public final Map<Long, List<String>> references = new HashMap<>();

        private final Map<String, Long> ids = new HashMap<>();

        /** The contacts. */
        public final Set<Long> contacts = new HashSet<>(Set.of(1L, 2L));

        /** The chats of the folder Work. */
        public final Set<Long> work = new HashSet<>(Set.of(2L, 5L));

        /** Names the chats. */
        public World() {
            for (long id = 1; id <= 8; id++) {
                List<String> names = List.of("@chat_" + id, "https://t.me/chat_" + id, Long.toString(id));
                references.put(id, names);
                for (String name : names) {
                    ids.put(name, id);
                }
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public OptionalLong find(ChatReference reference, Instant deadline) {
            return known(reference);
        }

        @Override
        public OptionalLong known(ChatReference reference) {
            Long chat = ids.get(reference.value());
            return chat == null ? OptionalLong.empty() : OptionalLong.of(chat);
        }

        @Override
        public boolean isContact(long chatId) {
            return contacts.contains(chatId);
        }

        @Override
        public Map<String, Integer> folders() {
            return Map.of("Work", 7);
        }

        @Override
        public boolean isInFolder(long chatId, int folder) {
            return folder == 7 && work.contains(chatId);
        }
    }

    private record Nothing() {}

    static RegisteredTool reader() {
        return new RegisteredTool(
                "any",
                ToolDefinition.named("any")
                        .title("T")
                        .description("D")
                        .input(Nothing.class)
                        .output(Nothing.class)
                        .effect(Effect.READ)
                        .build(),
                StrictJson.object(),
                null,
                (arguments, context) -> {
                    throw new AssertionError();
                });
    }
}
