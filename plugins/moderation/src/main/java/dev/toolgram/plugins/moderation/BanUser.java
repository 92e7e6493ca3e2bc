package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.BanChatMember;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.InstantSource;

/** Bans a user from a group or channel (td_api {@code banChatMember}). */
final class BanUser implements Tool<BanUser.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description(Parameter.USER) @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user,

            @Description("The length of the ban in seconds from now, 30 or more, at most 366 days; 0: for good.")
            @DefaultValue("0")
            @Min(0)
            @Max(LONGEST)
            long untilSeconds) {}

    /** Telegram makes a ban of less than 30 seconds, or more than 366 days, one for good. */
    private static final int SHORTEST = 30;

    private static final long LONGEST = 31_622_400;

    /** Time for the request to arrive, so that a ban of 30 seconds is not too short by then. */
    private static final int LATENCY = 5;

    private final TelegramClient telegram;
    private final InstantSource clock;

    BanUser(TelegramClient telegram, InstantSource clock) {
        this.telegram = telegram;
        this.clock = clock;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("ban_user")
                .title("Ban a user")
                .description("Removes a user from a group or channel and keeps the user out, for good or for a time; a"
                        + " user who is not a member cannot join then. Needs the administrator right ban_users. To only"
                        + " remove a user use kick_user, to lift a ban unban_user.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/admin/ban"))
                .alsoAt(Route.post("/api/admin/ban"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        if (input.untilSeconds() > 0 && input.untilSeconds() < SHORTEST) {
            throw ToolException.invalidInput(
                    "until_seconds", "Telegram bans for good when the time is below 30 seconds: use 30 or more, or 0");
        }
        Member member = Member.resolve(telegram, input.chat(), input.user());
        if (member.group().isBasic()) {
            if (input.untilSeconds() > 0) {
                throw ToolException.invalidInput(
                        "until_seconds", "Bans from a basic group do not end: use 0, or kick_user");
            }
            Member _ = member.requireIn();
        }
        var _ = telegram.send(
                new BanChatMember(member.group().chatId(), member.sender(), untilDate(input.untilSeconds()), false));
        return Done.OK;
    }

    private long untilDate(long seconds) {
        return seconds == 0 ? 0 : clock.instant().getEpochSecond() + Math.max(seconds, SHORTEST + LATENCY);
    }
}
