package com.example.archive;

import dev.toolgram.api.telegram.Message;
import java.util.List;
import java.util.Locale;

/** Looks at each new message. Quick, as a listener should be: the next messages wait for it. */
final class KeywordWatch {

    private final List<String> words;
    private final AlertLog log;

    KeywordWatch(List<String> words, AlertLog log) {
        this.words = List.copyOf(words);
        this.log = log;
    }

    void hear(Td.UpdateNewMessage update) {
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
