package dev.toolgram.api.net;

import java.io.IOException;

/** Thrown for a host whose address is not public and not allowed; the message does not reveal the address. */
public final class ForbiddenAddressException extends IOException {

    /** @param message what is forbidden */
    public ForbiddenAddressException(String message) {
        super(message);
    }
}
