package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code people}. */
final class PeopleTools {

    /** The next of the many users who are in the big group and say nothing. */
    private static final AtomicInteger NEXT = new AtomicInteger(1010);

    static final List<ToolRow> ROWS = List.of(
            reading("list_contacts", "people", "GET /api/contacts", "READ", List.of(), host -> Map.of(), null),
            reading(
                    "search_contacts",
                    "people",
                    "GET /api/contacts/search",
                    "READ",
                    List.of("query"),
                    host -> Map.of("query", "stone"),
                    null),
            reading(
                    "get_common_chats",
                    "people",
                    "GET /api/users/{user}/common_chats",
                    "FULL user READ",
                    List.of("user"),
                    host -> Map.of("user", member(host)),
                    "messages.getCommonChats"),
            new ToolRow(
                    "add_contact",
                    "people",
                    "moderator",
                    "POST /api/contacts",
                    "ADMIN user WRITE",
                    List.of("user", "first_name"),
                    host -> Map.of("user", member(host), "first_name", "Table"),
                    "contacts.addContact",
                    new Change(
                            defaults(Map.of("last_name", "", "share_phone", false)),
                            "would_call",
                            "a user",
                            "contacts.addContact")),
            new ToolRow(
                    "block_user",
                    "people",
                    "moderator",
                    "POST /api/users/block",
                    "ADMIN user WRITE",
                    List.of("user"),
                    host -> Map.of("user", member(host)),
                    null,
                    new Change(Map.of(), "would_call", "a user", "contacts.block")),
            new ToolRow(
                    "unblock_user",
                    "people",
                    "moderator",
                    "POST /api/users/unblock",
                    "ADMIN user WRITE",
                    List.of("user"),
                    PeopleTools::blocked,
                    null,
                    new Change(Map.of(), "would_call", "a user", "contacts.unblock")));

    private PeopleTools() {}

    private static int member(SandboxHost host) {
        JsonNode _ = host.get("/api/participants", Map.of("chat", "rust_and_rye", "limit", 1000))
                .body(); // TDLib knows them from now on
        return NEXT.getAndIncrement();
    }

    private static Map<String, Object> blocked(SandboxHost host) {
        int member = member(host);
        long before = blocks(host);
        JsonNode answer = host.post("/api/users/block", Map.of("user", member)).result();
        if (answer.path("ok").asBoolean()) { // TDLib answers before it asks the server
            Awaitility.await().until(() -> blocks(host) > before);
        }
        return Map.of("user", member);
    }

    private static long blocks(SandboxHost host) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.path("method").asString().equals("contacts.block"))
                .mapToLong(call -> call.path("count").asLong())
                .sum();
    }
}
