package dev.toolgram.host.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * The server's limits.
 *
 * @param bodyTimeout until a body must have arrived in full
 * @param writeTimeout how long a client may accept no byte of a response
 * @param maxConnections open connections; for more, idle ones are closed
 */
record Limits(Duration bodyTimeout, Duration writeTimeout, int maxConnections) {

    /** The largest body that is accepted, also after decompression. */
    static final int MAX_BODY = 1024 * 1024;

    /** The same where a body may hold a file as {@code data:} URI. */
    static final int MAX_BODY_WITH_FILES = 16 * MAX_BODY;

    /** The largest body that is read at all, so that its sender gets to read why it was refused. */
    static final long MAX_DRAINED = 64L * 1024 * 1024;

    static final int MAX_TARGET = 64 * 1024;
    static final int MAX_HEADERS = 64 * 1024;

    private static final int MOST_CONNECTIONS = 8_192;

    static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(60), connectionsOfProcess());

    /** Half of the files that the process may open: the other half is for TDLib, plugins and downloads. */
    private static int connectionsOfProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.clamp(system.getMaxFileDescriptorCount() / 2, 16, MOST_CONNECTIONS)
                : MOST_CONNECTIONS;
    }
}
