package dev.toolgram.host;

import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.policy.Chats;
import dev.toolgram.host.telegram.TelegramAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The account's chats for the keys.
 *
 * @param account a started account
 */
record AccountChats(TelegramAccount account) implements Chats {

    @Override
    public boolean isReady() {
        return account.engine().awaitService(Duration.ZERO).isEmpty();
    }

    @Override
    public OptionalLong find(ChatReference reference, Instant deadline) {
        return account.resolver().find(reference, deadline);
    }

    @Override
    public OptionalLong known(ChatReference reference) {
        return account.resolver().known(reference);
    }

    @Override
    public boolean isContact(long chatId) {
        return account.directory().isContact(chatId);
    }

    @Override
    public Map<String, Integer> folders() {
        return account.directory().folders();
    }

    @Override
    public boolean isInFolder(long chatId, int folder) {
        return account.directory().isInFolder(chatId, folder);
    }
}
