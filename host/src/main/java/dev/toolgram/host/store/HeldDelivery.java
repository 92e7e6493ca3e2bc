package dev.toolgram.host.store;

/**
 * An event that is delivered later: its delivery failed, or that of an earlier event of its chat did.
 *
 * @param seq the number of the event
 * @param chatId TDLib's id of its chat; 0 for none
 * @param attempts how often its delivery has failed
 * @param first when it was first tried, in milliseconds since 1970
 * @param next when it is tried again, in milliseconds since 1970
 */
public record HeldDelivery(long seq, long chatId, int attempts, long first, long next) {}
