package dev.toolgram.plugins.entry;

import dev.toolgram.api.schema.Description;
import dev.toolgram.tdlib.ChatInviteLink;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** An invite link, as the tools of this plugin return it. */
record Invite(
        @Description("The link, t.me/+hash.") String link,

        @Description("The name that administrators see.") @Nullable
        String name,

        @Description("Whether it is the account's primary link, which does not expire.")
        boolean primary,

        @Description("Whether it was revoked.") boolean revoked,
        @Description("When it was created.") OffsetDateTime created,

        @Description("When it expires; null for never.") @Nullable
        OffsetDateTime expires,

        @Description("How many may join by it; null for any number.") @Nullable
        Long memberLimit,

        @Description("How many have joined by it.") long memberCount,

        @Description("Whether an administrator approves who joins.")
        boolean approval,

        @Description("How many wait for approval.") long pendingRequests) {

    static Invite of(ChatInviteLink link) {
        return new Invite(
                link.inviteLink(),
                link.name().isEmpty() ? null : link.name(),
                link.isPrimary(),
                link.isRevoked(),
                time(link.date()),
                link.expirationDate() == 0 ? null : time(link.expirationDate()),
                link.memberLimit() == 0 ? null : link.memberLimit(),
                link.memberCount(),
                link.createsJoinRequest(),
                link.pendingJoinRequestCount());
    }

    static OffsetDateTime time(long seconds) {
        return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    }
}
