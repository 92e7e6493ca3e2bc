package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.AddChatMember;
import dev.toolgram.tdlib.AddChatMembers;
import dev.toolgram.tdlib.FailedToAddMember;
import dev.toolgram.tdlib.GetUser;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Adds people to a group or channel (td_api {@code addChatMembers}, {@code addChatMember}). */
final class InviteToGroup implements Tool<InviteToGroup.Input, InviteToGroup.Invited> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The users: @username, +phone, or ids; preferably refs of earlier results.")
            @ChatAccess(ChatAccess.Mode.READ)
            @Size(min = 1, max = 20)
            List<ChatReference> users) {}

    record Invited(
            @Description("How many were added or are members already.")
            int added,

            @Description("Those who were not added.") List<Failure> failed) {}

    record Failure(
            @Description("The user.") Entity user,
            @Description("Why, and what to do.") String reason) {}

    private final TelegramClient telegram;

    InviteToGroup(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Invited> definition() {
        return ToolDefinition.named("invite_to_group")
                .title("Add people to a group")
                .description("Adds up to 20 users to a group or channel, and lists those who could not be added, with"
                        + " the reason. Telegram limits accounts that add strangers. People whose privacy settings"
                        + " forbid it need an invite link: create_invite_link. To let in those who asked use"
                        + " answer_join_request.")
                .input(Input.class)
                .output(Invited.class)
                .route(Route.post("/api/chats/{chat}/members"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.JOIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Invited call(Input input, ToolContext context) {
        Group group = Group.resolve(telegram, input.chat());
        Set<Long> users = new LinkedHashSet<>();
        input.users().forEach(user -> users.add(Group.user(telegram, "users", user)));
        List<Failure> failed = group.isBasic() ? oneByOne(group, users) : together(group, users);
        return new Invited(users.size() - failed.size(), failed);
    }

    private List<Failure> together(Group group, Set<Long> users) {
        return failures(telegram.send(new AddChatMembers(group.chatId(), List.copyOf(users)))
                .failedToAddMembers());
    }

    /** A basic group takes one user at a time; a refusal of the first is one of the call. */
    private List<Failure> oneByOne(Group group, Set<Long> users) {
        List<Failure> failed = new ArrayList<>();
        boolean first = true;
        for (long user : users) {
            try {
                failed.addAll(failures(telegram.send(new AddChatMember(group.chatId(), user, 0))
                        .failedToAddMembers()));
            } catch (ToolException e) {
                boolean member =
                        e.telegramError() != null && e.telegramError().message().equals("USER_ALREADY_PARTICIPANT");
                if (!member && (first || e.code() != ErrorCode.TELEGRAM_REFUSED)) {
                    throw e;
                }
                if (!member) {
                    failed.add(new Failure(entity(user), String.valueOf(e.getMessage())));
                }
            }
            first = false;
        }
        return failed;
    }

    private List<Failure> failures(List<FailedToAddMember> failed) {
        return failed.stream()
                .map(each -> new Failure(entity(each.userId()), reason(each)))
                .toList();
    }

    private static String reason(FailedToAddMember failure) {
        if (failure.premiumRequiredToSendMessages()) {
            return "Only Premium accounts can invite this user: do not try again";
        }
        return failure.premiumWouldAllowInvite()
                ? "The user lets only Premium accounts add them: send an invite link"
                : "The privacy settings of the user do not allow it: send an invite link";
    }

    private Entity entity(long user) {
        return telegram.send(new GetUser(user), Entity.class);
    }
}
