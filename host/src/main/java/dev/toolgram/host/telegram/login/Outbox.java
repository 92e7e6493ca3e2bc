package dev.toolgram.host.telegram.login;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Sends functions to TDLib without waiting and without asking whether the account is logged in. */
public interface Outbox {

    /**
     * @param function is taken over
     * @param whenAnswered gets the answer, an {@code error} too, on the receive thread; nothing when TDLib closes first
     */
    void send(ObjectNode function, Consumer<ObjectNode> whenAnswered);

    /** Sends a function whose answer says nothing. */
    default void send(ObjectNode function) {
        send(function, answer -> {});
    }
}
