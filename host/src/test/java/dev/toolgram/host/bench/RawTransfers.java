package dev.toolgram.host.bench;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a history, uploads and downloads, by TDLib alone. */
final class RawTransfers {

    private static final int PAGE = 100;
    private static final String MESSAGE = "\"@type\":\"message\",\"id\":";
    private static final String HISTORY =
            "{\"@type\":\"getChatHistory\",\"chat_id\":%d,\"from_message_id\":%d,\"limit\":" + PAGE + "}";

    private final RawTdlib td;
    private final long self;

    /** @param self the chat with files */
    RawTransfers(RawTdlib td, long self) {
        this.td = td;
        this.self = self;
    }

    /** Reads the newest messages of a chat, a page at a time; returns {@code messages nanos 0}. */
    String export(long chat, int limit) throws Throwable {
        long start = System.nanoTime();
        int read = 0;
        long from = 0;
        while (read < limit) {
            String page = td.call(HISTORY.formatted(chat, from));
            int found = -1; // the first message is the last one of the page before
            long last = from;
            for (int at = page.indexOf(MESSAGE); at >= 0; at = page.indexOf(MESSAGE, at + 1)) {
                last = Long.parseLong(page, at + MESSAGE.length(), page.indexOf(',', at + MESSAGE.length()), 10);
                found++;
            }
            if (last == from) {
                throw new IllegalStateException("Only %d messages: %s".formatted(read, page));
            }
            read += from == 0 ? found + 1 : found;
            from = last;
        }
        return Sample.format(read, System.nanoTime() - start, 0);
    }

    /** Sends a file to the account itself; returns {@code 1 nanos id} with the message's id as callers of tools see it. */
    String upload(Path file) throws Throwable {
        long start = System.nanoTime();
        td.send("""
                {"@type":"sendMessage","chat_id":%d,"input_message_content":{"@type":"inputMessageDocument",\
                "document":{"@type":"inputDocument","document":{"@type":"inputFileLocal","path":"%s"}}}}""".formatted(self, file));
        String next = td.receive();
        while (!next.startsWith("{\"@type\":\"updateMessageSendSucceeded\"")) {
            if (next.startsWith("{\"@type\":\"error\"") || next.startsWith("{\"@type\":\"updateMessageSendFailed\"")) {
                throw new IllegalStateException(next);
            }
            next = td.receive();
        }
        long nanos = System.nanoTime() - start;
        return Sample.format(1, nanos, number(MESSAGE + "(\\d+)", next) >> 20);
    }

    /** Downloads the file of a message to the account itself, and deletes it; returns {@code bytes nanos 0}. */
    String download(long id) throws Throwable {
        String message =
                td.call("{\"@type\":\"getMessage\",\"chat_id\":%d,\"message_id\":%d}".formatted(self, id << 20));
        long file = number("\"document\":\\{\"@type\":\"file\",\"id\":(\\d+)", message);
        long start = System.nanoTime();
        String downloaded = td.call(
                "{\"@type\":\"downloadFile\",\"file_id\":%d,\"priority\":16,\"synchronous\":true}".formatted(file));
        long nanos = System.nanoTime() - start;
        long size = number("\"downloaded_size\":(\\d+)", downloaded);
        String _ = td.call("{\"@type\":\"deleteFile\",\"file_id\":%d}".formatted(file));
        return Sample.format(size, nanos, 0);
    }

    static long number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
