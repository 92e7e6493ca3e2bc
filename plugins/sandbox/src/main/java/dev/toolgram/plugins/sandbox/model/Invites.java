package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The invite links of a group or channel, and who asked to join. Guarded by the world's lock. */
public final class Invites {
    private static final String LINK = "https://t.me/+";

    /**
     * An invite link.
     *
     * @param expires when it expires; 0 for never
     * @param limit how many may join; 0 for any number
     * @param approves whether an administrator approves who joins
     * @param permanent whether it is its creator's primary link
     */
    public record Invite(
            String hash,
            long admin,
            int date,
            @Nullable String title,
            int expires,
            int limit,
            boolean approves,
            boolean permanent,
            boolean revoked,
            int usage) {

        /** The primary link of an administrator. */
        public static Invite primary(String hash, long admin, int date) {
            return new Invite(hash, admin, date, null, 0, 0, false, true, false, 0);
        }

        /** The same after it was revoked. */
        public Invite revoke() {
            return new Invite(hash, admin, date, title, expires, limit, approves, permanent, true, usage);
        }

        Invite use() {
            return new Invite(hash, admin, date, title, expires, limit, approves, permanent, revoked, usage + 1);
        }

        /** Whether somebody may join by it. */
        public boolean works(int now) {
            return !revoked && (expires == 0 || now < expires) && (limit == 0 || usage < limit);
        }

        /** Whether a link is this one, in any of its spellings. */
        public boolean is(String link) {
            return link.endsWith("+" + hash) || link.endsWith("/" + hash) || link.endsWith("=" + hash);
        }

        /** As an object of the type ExportedChatInvite. */
        public TlObject toTl(int requested) {
            return TlObject.of("chatInviteExported")
                    .with("revoked", revoked)
                    .with("permanent", permanent)
                    .with("request_needed", approves)
                    .with("link", LINK + hash)
                    .with("admin_id", admin)
                    .with("date", date)
                    .with("expire_date", expires == 0 ? null : expires)
                    .with("usage_limit", limit == 0 ? null : limit)
                    .with("usage", usage == 0 ? null : usage)
                    .with("requested", requested == 0 ? null : requested)
                    .with("title", title);
        }
    }

    /** Somebody who asked to join, and by which link; empty for none. */
    public record Request(long person, int date, String hash) {}

    private final Map<String, Invite> invites = new LinkedHashMap<>();
    private final Map<Long, Request> requests = new LinkedHashMap<>();

    Invites() {}

    /** All links, the oldest first. */
    public Collection<Invite> all() {
        return List.copyOf(invites.values());
    }

    /** A link by its hash. */
    public @Nullable Invite get(String hash) {
        return invites.get(hash);
    }

    /** Adds a link, or replaces the one with its hash. */
    public void put(Invite invite) {
        invites.put(invite.hash(), invite);
    }

    /** Counts that somebody joined by a link. */
    public void used(String hash) {
        invites.computeIfPresent(hash, (_, invite) -> invite.use());
    }

    /** Those who wait for an answer, the newest first. */
    public List<Request> requests() {
        return new ArrayList<>(requests.values()).reversed();
    }

    /** Adds a request, unless the person waits already. */
    public void ask(Request request) {
        requests.putIfAbsent(request.person(), request);
    }

    /** Removes the request of a person; {@code null} if there is none. */
    public @Nullable Request answer(long person) {
        return requests.remove(person);
    }

    /** A link as an object of the type ExportedChatInvite. */
    public TlObject toTl(Invite invite) {
        long requested = requests.values().stream()
                .filter(request -> request.hash().equals(invite.hash()))
                .count();
        return invite.toTl((int) requested);
    }

    /** The users who wait, as an object of the type Update. */
    public TlObject pending(Peer peer) {
        return TlObject.of("updatePendingJoinRequests")
                .with("peer", peer.toTl())
                .with("requests_pending", requests.size())
                .with(
                        "recent_requesters",
                        requests().stream().map(Request::person).limit(3).toList());
    }
}
