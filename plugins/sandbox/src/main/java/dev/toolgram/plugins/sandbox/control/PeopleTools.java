package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.methods.OtherPeople;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other people join, change roles and titles, and time passes. */
public final class PeopleTools {
    private PeopleTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(join(), setRole(), setTitle(), advanceClock());
    }

    record Join(
            @Description("The group or channel: its bare or marked id.")
            long chatId,

            @Description("Who joins: a user's id.") long userId,

            @Description("The hash of an invite link, after t.me/+. Left out: as from a public link.") @DefaultValue("")
            String hash) {}

    record Joined(
            @Description("Whether the user is a member now.")
            boolean joined,

            @Description("Telegram's refusal; INVITE_REQUEST_SENT if an administrator has to approve the user.")
            @Nullable
            String refusal) {}

    record SetRole(
            @Description("The group or channel: its bare or marked id.")
            long chatId,

            @Description("Who gets the role: a user's id.") long userId,
            @Description("The role.") OtherPeople.Role role) {}

    record SetTitle(
            @Description("The group or channel: its bare or marked id.")
            long chatId,

            @Description("The new title.") @NotBlank @Size(max = 128)
            String title) {}

    record Advance(
            @Description("By how many seconds.") @Min(1) @Max(31_622_400)
            long seconds) {}

    record Now(@Description("The time in the sandbox.") Instant now) {}

    private static Tool<Join, Joined> join() {
        return ControlTool.writing(
                "sandbox_join",
                "Have a user join",
                "Has a user of the sandbox join a group or channel, or ask to join it.",
                Join.class,
                Joined.class,
                (sandbox, input) -> {
                    String refusal = sandbox.people()
                            .join(chat(sandbox, input.chatId(), input.userId()), input.userId(), input.hash());
                    return new Joined(refusal == null, refusal);
                });
    }

    private static Tool<SetRole, Done> setRole() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_set_role")
                        .title("Set a role")
                        .description("Makes a user of the sandbox the owner, an administrator with all rights, or a"
                                + " member of a group or channel.")
                        .input(SetRole.class)
                        .output(Done.class)
                        .effect(Effect.WRITE.repeatable().closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    sandbox.people()
                            .setRole(chat(sandbox, input.chatId(), input.userId()), input.userId(), input.role());
                    return Done.OK;
                });
    }

    private static Tool<SetTitle, Done> setTitle() {
        return ControlTool.writing(
                "sandbox_set_title",
                "Set a title",
                "Has the owner of a group or channel of the sandbox give it another title.",
                SetTitle.class,
                Done.class,
                (sandbox, input) -> {
                    sandbox.people().setTitle(group(sandbox, input.chatId()), input.title());
                    return Done.OK;
                });
    }

    private static Peer group(Sandbox sandbox, long chatId) {
        ServerState state = sandbox.state();
        synchronized (state) {
            Peer peer = ChatLookup.find(state, chatId);
            if (peer.kind() == Peer.Kind.USER) {
                throw ToolException.invalidInput("chat_id", "this is a user: use a group or channel");
            }
            return peer;
        }
    }

    private static Peer chat(Sandbox sandbox, long chatId, long userId) {
        ServerState state = sandbox.state();
        synchronized (state) {
            Peer peer = group(sandbox, chatId);
            if (state.person(userId) == null) {
                throw ToolException.invalidInput("user_id", "there is no user %d in the sandbox".formatted(userId));
            }
            return peer;
        }
    }

    private static Tool<Advance, Now> advanceClock() {
        return ControlTool.writing(
                "sandbox_advance_clock",
                "Advance the clock",
                "Sets the clock of the sandbox forward, so that what lasts some time is over:"
                        + " bans, invite links. The clock of this machine stays.",
                Advance.class,
                Now.class,
                (sandbox, input) -> new Now(sandbox.advanceClock(Duration.ofSeconds(input.seconds()))));
    }
}
