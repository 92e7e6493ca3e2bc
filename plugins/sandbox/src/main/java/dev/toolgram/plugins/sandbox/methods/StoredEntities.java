package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Links;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts the message entities of a request to the form in which the server stores and returns them. TDLib aborts the
 * process when {@code inputMessageEntityMentionName} comes back. Needs the state's monitor.
 */
final class StoredEntities {
    private final ServerState state;

    StoredEntities(ServerState state) {
        this.state = state;
    }

    /** The stored entities of a field; {@code null} when the request has none. Mentions of unknown users are dropped. */
    @Nullable
    List<TlObject> of(TlObject request, String field) {
        return request.has(field)
                ? request.objects(field).stream().flatMap(this::stored).toList()
                : null;
    }

    /** The entities of a message as the server stores it: those of the request, and its links. */
    @Nullable
    List<TlObject> of(TlObject request) {
        List<TlObject> given = of(request, "entities");
        List<TlObject> links = Links.entities(request.stringField("message"));
        if (given == null || links.isEmpty()) {
            return links.isEmpty() ? given : links;
        }
        return Stream.concat(given.stream(), links.stream())
                .sorted(Comparator.comparingInt(entity -> entity.intField("offset")))
                .toList();
    }

    private Stream<TlObject> stored(TlObject entity) {
        if (!entity.is("inputMessageEntityMentionName")) {
            return Stream.of(entity);
        }
        TlObject user = entity.object("user_id");
        long id = user.is("inputUserSelf") ? state.account() : user.longField("user_id");
        return state.person(id) == null
                ? Stream.empty()
                : Stream.of(TlObject.of("messageEntityMentionName")
                        .with("offset", entity.intField("offset"))
                        .with("length", entity.intField("length"))
                        .with("user_id", id));
    }
}
