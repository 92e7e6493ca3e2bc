package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
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
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.tdlib.GetChat;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up many users, groups and channels (td_api {@code getChat}). */
final class BulkResolve implements Tool<BulkResolve.Input, BulkResolve.Result> {

    record Input(
            @Description("The chats, 1 to 500, each as in get_entity.")
            @ChatAccess(value = ChatAccess.Mode.READ, each = true)
            @Size(min = 1, max = 500)
            List<ChatReference> chats) {}

    record Resolved(@Description("The reference as given.") String chat, Entity entity) {}

    record Failed(
            @Description("The reference as given.") String chat,
            @Description("The reason, and what to try.") String error,

            @Description(
                    "Telegram's error, such as FloodWaitError; or INVALID_INPUT: the reference names no chat, FORBIDDEN:"
                            + " this key may not use the chat, or there is none, PACED: no more look-ups for now, repeat"
                            + " the call with these later.")
            String type) {}

    record Result(
            @Description("The references that name a chat, in the order given.")
            List<Resolved> resolved,

            @Description("The others, in the order given.") List<Failed> errors,

            @Description("The number of resolved references.")
            int count,

            @Description("The number of errors.") int failed) {}

    private static final Set<ErrorCode> OF_ONE_REFERENCE =
            Set.of(ErrorCode.INVALID_INPUT, ErrorCode.TELEGRAM_REFUSED, ErrorCode.FORBIDDEN, ErrorCode.PACED);

    private final TelegramClient telegram;

    BulkResolve(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Result> definition() {
        return ToolDefinition.named("bulk_resolve")
                .title("Look up many chats")
                .description(
                        "Returns the users, groups and channels for up to 500 usernames, links, phone numbers or ids"
                                + " in one call, and the references that name none with the reason. Names that the account has"
                                + " not met are looked up one by one, and Telegram allows few of these look-ups. For one chat use"
                                + " get_entity.")
                .input(Input.class)
                .output(Result.class)
                .route(Route.post("/api/entities/bulk"))
                .effect(Effect.READ)
                .cost(Cost.RESOLVE)
                .build();
    }

    @Override
    public Result call(Input input, ToolContext context) {
        List<Resolved> resolved = new ArrayList<>();
        List<Failed> errors = new ArrayList<>();
        for (ChatReference chat : input.chats()) {
            try {
                Entity entity = telegram.send(new GetChat(telegram.resolve("chats", chat)), Entity.class);
                resolved.add(new Resolved(chat.value(), entity));
            } catch (ToolException e) {
                if (!OF_ONE_REFERENCE.contains(e.code())) {
                    throw e; // the next ones would fail as well
                }
                errors.add(failed(chat, e));
            }
        }
        return new Result(resolved, errors, resolved.size(), errors.size());
    }

    private static Failed failed(ChatReference chat, ToolException failure) {
        TelegramError refusal = failure.telegramError();
        String sentences =
                failure.problems().stream().map(InputProblem::message).collect(Collectors.joining("; "));
        return new Failed(
                chat.value(),
                sentences.isEmpty() ? String.valueOf(failure.getMessage()) : sentences,
                refusal == null ? failure.code().name() : refusal.name());
    }
}
