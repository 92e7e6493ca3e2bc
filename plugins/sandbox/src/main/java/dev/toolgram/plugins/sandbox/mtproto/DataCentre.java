package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.Codec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Telegram data centre on a port of the loopback interface, or rather all five: to a client that asks for number
 * four, it is number four. Thread-safe.
 */
public final class DataCentre implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataCentre.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ServerKey serverKey;
    private final AuthKeys keys;
    private final Faults faults = new Faults();
    private final CallCounts counts = new CallCounts();
    private final RandomDisconnects storm = new RandomDisconnects(this::cut);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sandbox-", 0).factory());
    private final ConnectionAcceptor listener;
    private @Nullable Thread absence;

    /** Begins to listen on a free port; calls of the API are answered by the handler. */
    public DataCentre(Codec codec, ServerKey serverKey, AuthKeys keys, RpcHandler handler) {
        this(codec, serverKey, keys, handler, 0);
    }

    /** Begins to listen on a port. */
    public DataCentre(Codec codec, ServerKey serverKey, AuthKeys keys, RpcHandler handler, int port) {
        this.serverKey = serverKey;
        this.keys = keys;
        KeyExchange exchange = new KeyExchange(codec, serverKey, keys);
        RpcExecutor executor = new RpcExecutor(codec, handler, faults, counts, keys);
        MessageProcessor processor = new MessageProcessor(codec, executor, keys);
        listener = new ConnectionAcceptor(
                port, threads, socket -> new Connection(socket, exchange, keys, processor, faults));
    }

    /** The SOCKS5 proxy through which clients come. */
    public InetSocketAddress proxy() {
        return listener.address();
    }

    /** The key that clients must trust. */
    public RSAPublicKey serverKey() {
        return serverKey.open();
    }

    /** The injected faults. */
    public Faults faults() {
        return faults;
    }

    /** The weather. */
    public RandomDisconnects storm() {
        return storm;
    }

    /** The call counts. */
    public CallCounts counts() {
        return counts;
    }

    /** Closes every connection; clients come back. Returns how many there were. */
    public int cut() {
        return listener.cut();
    }

    /**
     * Lets every connection go dead without closing it, as happens when a router forgets it; new ones work. Returns how
     * many there were.
     */
    public int blackhole() {
        return listener.blackhole();
    }

    /**
     * Goes away at once and comes back after a while, as after a restart: at the same port and with the same keys, but
     * without its clients' sessions. Until then, connections are refused.
     */
    public synchronized void restart(Duration away) {
        endAbsence();
        listener.close();
        keys.forgetSessions();
        absence = Thread.ofVirtual().name("sandbox-absence").start(() -> comeBack(away));
    }

    private synchronized void endAbsence() {
        if (absence != null) {
            absence.interrupt();
            absence = null;
        }
    }

    private void comeBack(Duration away) {
        try {
            Thread.sleep(away);
            synchronized (this) {
                if (absence == Thread.currentThread()) {
                    listener.reopen();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("The sandbox is gone: it cannot listen at {} again: {}", proxy(), e.getMessage());
        }
    }

    /** Stops listening, cuts every connection and ends every thread. */
    @Override
    public void close() {
        storm.end();
        endAbsence();
        faults.clear();
        threads.shutdown();
        listener.close();
        try {
            if (!threads.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The sandbox's threads did not end in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
