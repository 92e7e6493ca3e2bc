package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatInviteLink;
import dev.toolgram.tdlib.RevokeChatInviteLink;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Revokes an invite link (td_api {@code revokeChatInviteLink}). */
final class RevokeInviteLink implements Tool<RevokeInviteLink.Input, RevokeInviteLink.Revoked> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The link, as list_invite_links returns it.") @NotBlank @Size(max = 256)
            String link) {}

    record Revoked(
            @Description("The revoked link.") Invite revoked,

            @Description("The new primary link, if the revoked one was primary.") @Nullable
            Invite replacement) {}

    private final TelegramClient telegram;

    RevokeInviteLink(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Revoked> definition() {
        return ToolDefinition.named("revoke_invite_link")
                .title("Revoke an invite link")
                .description("Revokes an invite link of a group or channel: nobody can join by it any more, and it"
                        + " cannot be restored. Members stay. A primary link is replaced by a new one, which is"
                        + " returned. Needs the administrator right invite_users.")
                .input(Input.class)
                .output(Revoked.class)
                .route(Route.delete("/api/chats/{chat}/invite_links"))
                .effect(Effect.DESTRUCTIVE)
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Revoked call(Input input, ToolContext context) {
        Group group = Group.resolve(telegram, input.chat());
        List<ChatInviteLink> links = telegram.send(
                        new RevokeChatInviteLink(group.chatId(), input.link().strip()))
                .inviteLinks();
        return new Revoked(Invite.of(links.getFirst()), links.size() < 2 ? null : Invite.of(links.get(1)));
    }
}
