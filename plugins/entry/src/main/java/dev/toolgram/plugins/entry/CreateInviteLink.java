package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.CreateChatInviteLink;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;

/** Creates an invite link (td_api {@code createChatInviteLink}). */
final class CreateInviteLink implements Tool<CreateInviteLink.Input, Invite> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The name that administrators see, up to 32 characters.") @DefaultValue("") @Size(max = 32)
            String name,

            @Description("After how many seconds from now it expires; 0: never.")
            @DefaultValue("0")
            @Min(0)
            @Max(31_622_400)
            long expiresIn,

            @Description("How many may join by it; 0: any number.") @DefaultValue("0") @Min(0) @Max(99_999)
            long memberLimit,

            @Description("Whether an administrator must approve who joins; not with member_limit.")
            @DefaultValue("false")
            boolean approval) {}

    private final TelegramClient telegram;
    private final InstantSource clock;

    CreateInviteLink(TelegramClient telegram, InstantSource clock) {
        this.telegram = telegram;
        this.clock = clock;
    }

    @Override
    public ToolDefinition<Input, Invite> definition() {
        return ToolDefinition.named("create_invite_link")
                .title("Create an invite link")
                .description("Creates an invite link of a group or channel and returns it. Each call creates another;"
                        + " for the existing ones use list_invite_links. Needs the administrator right invite_users. To"
                        + " add people without a link use invite_to_group.")
                .input(Input.class)
                .output(Invite.class)
                .route(Route.post("/api/chats/{chat}/invite_links"))
                .effect(Effect.WRITE)
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Invite call(Input input, ToolContext context) {
        if (input.approval() && input.memberLimit() > 0) {
            throw ToolException.invalidInput(
                    "member_limit", "A link with approval cannot have a limit: leave out one of the two");
        }
        Group group = Group.resolve(telegram, input.chat());
        long expires = input.expiresIn() == 0 ? 0 : clock.instant().getEpochSecond() + input.expiresIn();
        return Invite.of(telegram.send(new CreateChatInviteLink(
                group.chatId(), input.name(), expires, input.memberLimit(), input.approval())));
    }
}
