package dev.toolgram.host.policy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.chat.ChatResolver;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.ChatField;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.List;
import java.util.stream.Stream;

/** Resolves the chats that a call names for an account. */
public final class AccountRecipients implements Recipients {

    private final TelegramAccount account;

    public AccountRecipients(TelegramAccount account) {
        this.account = account;
    }

    @Override
    public List<Chat> of(RegisteredTool tool, Record input, CallContext call) {
        return tool.chats().stream()
                .flatMap(field -> field.in(input).flatMap(chat -> resolve(field, chat, call)))
                .toList();
    }

    private Stream<Chat> resolve(ChatField field, ChatReference chat, CallContext call) {
        long id;
        try {
            id = account.resolver()
                    .resolveMessage(field.path(), chat, call.deadline())
                    .chatId();
        } catch (ToolException e) {
            // A non-member cannot resolve an invite link; it is among the arguments.
            if (e.code() == ErrorCode.INVALID_INPUT
                    && ChatResolver.inviteLink(chat).isPresent()) {
                return Stream.empty();
            }
            throw e;
        }
        return Stream.of(new Chat(
                id,
                field.access() == ChatAccess.Mode.WRITE,
                account.recipients().of(id, call.deadline())));
    }
}
