package com.example.archive;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetUser;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the senders in one export, each requested once. Not thread-safe. */
final class Names {

    private final TelegramClient telegram;
    private final Map<Long, String> known = new HashMap<>();

    Names(TelegramClient telegram) {
        this.telegram = telegram;
    }

    String sender(Message message) {
        if (message.out()) {
            return "me";
        }
        Long id = message.senderId();
        return id == null ? "unknown" : known.computeIfAbsent(id, this::ask);
    }

    private String ask(long id) {
        try {
            Entity user = telegram.send(new GetUser(id), Entity.class);
            return Stream.of(user.firstName(), user.lastName())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return String.valueOf(id); // a channel, or an anonymous group admin
            }
            throw e;
        }
    }
}
