package dev.toolgram.host.store;

/**
 * A row of the log of events.
 *
 * @param seq its number; 0 before it is appended
 * @param fact what happened: a fact is logged once
 * @param type the type's name
 * @param chatId TDLib's id of the chat; 0 for none
 * @param outgoing whether it is a message of this account
 * @param time when it was logged, in milliseconds since 1970
 * @param content JSON, encrypted on disk
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record StoredEvent(
        long seq, String fact, String type, long chatId, boolean outgoing, long time, byte[] content) {

    StoredEvent at(long number) {
        return new StoredEvent(number, fact, type, chatId, outgoing, time, content);
    }
}
