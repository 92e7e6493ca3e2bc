package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The administrators, bans and tags of a group or channel. Guarded by the world's lock. */
public final class Roles {
    /** Telegram reads a shorter or longer ban as one for good. */
    private static final int SHORTEST = 30;

    private static final int LONGEST = 366 * 86_400;

    /** An administrator; the rights are of the type ChatAdminRights. */
    public record Administrator(long promotedBy, int date, TlObject rights) {}

    /** A ban or a restriction; the rights are of the type ChatBannedRights. */
    public record Ban(long by, int date, TlObject rights) {
        /** Whether it keeps the person out, rather than silent. */
        public boolean excludes() {
            return rights.boolField("view_messages");
        }
    }

    private final Map<Long, Administrator> administrators = new LinkedHashMap<>();
    private final Map<Long, Ban> bans = new LinkedHashMap<>();
    private final Map<Long, String> tags = new HashMap<>();
    private TlObject defaults = Rights.nothingBanned();

    Roles() {}

    /** The administrators but the owner, in the order of their promotion. */
    public List<Long> administrators() {
        return List.copyOf(administrators.keySet());
    }

    /** An administrator. */
    public @Nullable Administrator administrator(long person) {
        return administrators.get(person);
    }

    /** Makes somebody an administrator with exactly these rights; with none, a member. */
    public void promote(long person, Administrator role) {
        if (role.rights().fields().isEmpty()) {
            administrators.remove(person);
        } else {
            administrators.put(person, role);
        }
    }

    /** Those who are banned or restricted now, the latest last. */
    public List<Long> banned(int now) {
        bans.values().removeIf(ban -> ban.rights().intField("until_date") <= now);
        return List.copyOf(bans.keySet());
    }

    /** The ban or restriction of a person, if it has not ended. */
    public @Nullable Ban ban(long person, int now) {
        Ban ban = bans.get(person);
        return ban == null || ban.rights().intField("until_date") <= now ? null : ban;
    }

    /** Bans or restricts somebody, who loses the administrator rights; if nothing is forbidden, lifts that. */
    public void ban(long person, Ban ban) {
        int until = ban.rights().intField("until_date");
        long seconds = (long) until - ban.date();
        TlObject rights =
                ban.rights().with("until_date", seconds < SHORTEST || seconds > LONGEST ? Integer.MAX_VALUE : until);
        if (rights.fields().size() == 1) {
            bans.remove(person);
        } else {
            administrators.remove(person);
            bans.put(person, new Ban(ban.by(), ban.date(), rights));
        }
    }

    /** The tag of a person, which is also called rank or custom title. */
    public @Nullable String tag(long person) {
        return tags.get(person);
    }

    /** Sets the tag of a person; empty for none. */
    public void tag(long person, String tag) {
        if (tag.isEmpty()) {
            tags.remove(person);
        } else {
            tags.put(person, tag);
        }
    }

    /** The rights that no member has, as an object of the type ChatBannedRights. */
    public TlObject defaults() {
        return defaults;
    }

    /** Sets what no member may do. */
    public void setDefaults(TlObject rights) {
        defaults = rights.with("until_date", Integer.MAX_VALUE);
    }
}
