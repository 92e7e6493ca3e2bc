package dev.toolgram.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves host names. Thread-safe. */
@FunctionalInterface
public interface Resolver {

    /**
     * Returns all addresses of a name.
     *
     * @throws UnknownHostException if there are none
     * @throws InterruptedException if the calling thread is interrupted
     */
    List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException;
}
