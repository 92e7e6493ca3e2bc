package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.tool.RegisteredTool;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rights of a key, as the key file defines them. Compared by identity: every reading of the file makes new ones. Immutable. */
public final class CallerPolicy {

    /** The entry of {@code approve} that stands for the first message to somebody. */
    public static final String FIRST_CONTACT = "first-contact";

    /** May do everything, without asking: {@code TOOLGRAM_AUTH_KEY}, and everybody where no key is needed. */
    public static final CallerPolicy FULL = new CallerPolicy(
            "default",
            "",
            Optional.empty(),
            ToolRules.EVERYTHING,
            ChatRules.EVERYTHING,
            ChatRules.EVERYTHING,
            Set.of(),
            Map.of());

    private final String name;
    private final String hash;
    private final Optional<Instant> expires;
    private final ToolRules tools;
    private final ChatRules read;
    private final ChatRules write;
    private final Set<String> approve;
    private final Map<Cost, Rate> pace;

    CallerPolicy(
            String name,
            String hash,
            Optional<Instant> expires,
            ToolRules tools,
            ChatRules read,
            ChatRules write,
            Set<String> approve,
            Map<Cost, Rate> pace) {
        this.name = name;
        this.hash = hash;
        this.expires = expires;
        this.tools = tools;
        this.read = read;
        this.write = write;
        this.approve = Set.copyOf(approve);
        this.pace = Map.copyOf(pace);
    }

    /** The key's name. */
    public String name() {
        return name;
    }

    /** The SHA-256 of the key, in hexadecimal. */
    String hash() {
        return hash;
    }

    /** From when on the key is refused; empty for never. */
    Optional<Instant> expires() {
        return expires;
    }

    ToolRules tools() {
        return tools;
    }

    ChatRules read() {
        return read;
    }

    ChatRules write() {
        return write;
    }

    /** Whether the key may call the tool. One that takes chats unchecked needs a key for all chats. */
    public boolean allows(RegisteredTool tool) {
        return tools.allows(tool) && ((read.isEverything() && write.isEverything()) || tool.rawChatField() == null);
    }

    /** Whether the key may do everything: it may also approve the calls of others. */
    public boolean isFull() {
        return tools.equals(ToolRules.EVERYTHING) && read.isEverything() && write.isEverything() && approve.isEmpty();
    }

    /** The calls that a person has to approve: effects ({@code read}, {@code write}, {@code destructive}), names of tools, {@link #FIRST_CONTACT}. */
    public Set<String> approve() {
        return approve;
    }

    /** The key's own limits, in addition to those of the host. */
    public Map<Cost, Rate> pace() {
        return pace;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "CallerPolicy[" + name + "]";
    }
}
