package dev.toolgram.host.http;

import java.util.Optional;

/** What the host knows of its account, for {@code /healthz} and {@code /readyz}. Asked on any thread; must not block. */
public interface Health {

    /** Whether the account is logged in. */
    boolean authorized();

    /** What keeps calls from being answered, in one sentence without a full stop; empty when nothing does. */
    Optional<String> obstacle();
}
