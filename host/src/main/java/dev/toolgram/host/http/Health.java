package dev.toolgram.host.http;

import java.util.Optional;

/** The state of the account, for {@code /healthz} and {@code /readyz}. Called on any thread; must not block. */
public interface Health {

    /** Whether the account is logged in. */
    boolean authorized();

    /** The reason why calls cannot be answered, one sentence without a full stop; empty when they can. */
    Optional<String> obstacle();
}
