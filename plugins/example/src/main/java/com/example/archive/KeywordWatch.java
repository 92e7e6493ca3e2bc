package com.example.archive;

import dev.toolgram.api.telegram.Message;
import java.util.List;
import java.util.Locale;

/** Checks each new message for keywords. Must be fast, because further messages are queued meanwhile. */
final class KeywordWatch {

    private final List<String> words;
    private final AlertLog log;

    KeywordWatch(List<String> words, AlertLog log) {
        this.words = List.copyOf(words);
        this.log = log;
    }

    void onMessage(Td.UpdateNewMessage update) {
        Message message = update.message();
        if (message == null || message.out()) {
            return;
        }
        String text = message.text().toLowerCase(Locale.ROOT);
        words.stream()
                .filter(word -> text.contains(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(word ->
                        log.add(new Alert(word, message.date(), message.chatRef(), message.id(), message.text())));
    }
}
