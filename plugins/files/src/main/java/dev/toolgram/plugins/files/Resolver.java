package dev.toolgram.plugins.files;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Thread-safe. */
@FunctionalInterface
interface Resolver {

    /**
     * All addresses of a name.
     *
     * @throws UnknownHostException if there are none
     * @throws InterruptedException if the calling thread is interrupted
     */
    List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException;
}
