package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import tools.jackson.databind.JsonNode;

/** The state of TDLib's connection to Telegram. */
public enum ConnectionState {
    /** Not started yet, or the network is disabled. */
    WAITING_FOR_NETWORK,
    /** Connecting to the proxy. */
    CONNECTING_TO_PROXY,
    /** Connecting to Telegram. */
    CONNECTING,
    /** Connected, and fetching missed updates. */
    UPDATING,
    /** Connected: the server has responded. */
    READY;

    /** The reason why calls wait, as a sentence for the operator; independent of the login. */
    public String reason() {
        return switch (this) {
            case WAITING_FOR_NETWORK, CONNECTING_TO_PROXY, CONNECTING ->
                "Telegram is unreachable, retrying: check the internet connection";
            case UPDATING -> "Telegram is connected and fetching missed updates; retry in a moment";
            case READY -> "Telegram is connected";
        };
    }

    /** {@link #reason}, or the empty string when connected. */
    public String obstacle() {
        return this == READY ? "" : reason();
    }

    /** Converts a td_api {@code ConnectionState}. */
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
