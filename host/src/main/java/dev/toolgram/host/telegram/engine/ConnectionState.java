package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
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

    /** What calls have to wait for, as a sentence for the operator; says nothing of who is logged in. */
    public String reason() {
        return switch (this) {
            case WAITING_FOR_NETWORK, CONNECTING_TO_PROXY, CONNECTING ->
                "Telegram cannot be reached; Toolgram goes on trying: is there a way to the internet?";
            case UPDATING -> "Telegram was reached, and what was missed is being fetched; try again in a moment";
            case READY -> "Telegram is connected";
        };
    }

    /** {@link #reason} unless Telegram is connected, when there is none. */
    public String obstacle() {
        return this == READY ? "" : reason();
    }

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
