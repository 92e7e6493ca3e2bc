package dev.toolgram.host.telegram;

import tools.jackson.databind.JsonNode;

/** How TDLib's connection to Telegram stands. */
public enum ConnectionState {
    /** Not started yet, or TDLib was told that there is no network. */
    WAITING_FOR_NETWORK,
    /** Reaching the proxy. */
    CONNECTING_TO_PROXY,
    /** Reaching Telegram. */
    CONNECTING,
    /** Connected, and fetching what was missed. */
    UPDATING,
    /** Connected: the server has answered. */
    READY;

    /** Reads a td_api {@code ConnectionState}. */
    static ConnectionState of(JsonNode state) {
        return switch (Td.type(state)) {
            case "connectionStateConnectingToProxy" -> CONNECTING_TO_PROXY;
            case "connectionStateConnecting" -> CONNECTING;
            case "connectionStateUpdating" -> UPDATING;
            case "connectionStateReady" -> READY;
            default -> WAITING_FOR_NETWORK;
        };
    }
}
