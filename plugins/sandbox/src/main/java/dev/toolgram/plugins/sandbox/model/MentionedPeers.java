package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Everybody who is mentioned in an answer: answers bring the users and chats along that their other parts only name by
 * id. Found by walking through the answer, so that no method can forget one.
 */
public final class MentionedPeers {
    private final Set<Long> people = new LinkedHashSet<>();
    private final Set<Long> groups = new LinkedHashSet<>();
    private final Set<Long> channels = new LinkedHashSet<>();

    private MentionedPeers() {}

    /** Of these objects. */
    public static MentionedPeers of(Collection<TlObject> objects) {
        MentionedPeers cast = new MentionedPeers();
        objects.forEach(cast::walk);
        return cast;
    }

    /** The people, as objects of the type User. */
    public List<TlObject> users(ServerState state) {
        return people.stream()
                .map(state::person)
                .filter(person -> person != null)
                .map(person -> person.toTl(state.account()))
                .toList();
    }

    /** The groups and channels, as objects of the type Chat. */
    public List<TlObject> chats(ServerState state) {
        List<TlObject> chats = new ArrayList<>();
        for (Long id : groups) {
            BasicGroup group = state.group(id);
            if (group != null) {
                chats.add(group.toTl(state.account()));
            }
        }
        for (Long id : channels) {
            Channel channel = state.channel(id);
            if (channel != null) {
                chats.add(channel.toTl(state.account()));
            }
        }
        return chats;
    }

    private void walk(TlObject object) {
        object.fields().forEach((field, value) -> {
            switch (value) {
                case TlObject inner -> walk(inner);
                case List<?> list -> list.forEach(element -> walkElement(field, element));
                case Long id -> note(field, id);
                default -> {}
            }
        });
    }

    private void walkElement(String field, Object element) {
        if (element instanceof TlObject inner) {
            walk(inner);
        } else if (element instanceof Long id && (field.equals("users") || field.equals("recent_requesters"))) {
            people.add(id);
        }
    }

    private void note(String field, long id) {
        switch (field) {
            case "user_id", "inviter_id", "via_bot_id", "kicked_by", "promoted_by", "admin_id", "approved_by" ->
                people.add(id);
            case "chat_id" -> groups.add(id);
            case "channel_id" -> channels.add(id);
            default -> {}
        }
    }
}
