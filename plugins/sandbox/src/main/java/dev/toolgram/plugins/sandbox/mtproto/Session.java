package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's session: it survives its connections. Responses are kept until they are acknowledged, so that a client that
 * lost one with its connection gets the same again and nothing is done twice; what was pushed is kept as well, and sent
 * again on the next connection. Thread-safe.
 */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final MessageIds IDS = new MessageIds();
    private static final int UPDATES_TOO_LONG = 0xe317af7e;
    private static final int RPC_RESULT = 0xf35c6d01;
    private static final int MAX_UNACKNOWLEDGED = 500;
    private static final int MAX_KEPT_RESPONSE = 100_000;

    private final long id;
    private final AuthKey key;
    private final ReentrantLock order = new ReentrantLock();
    private final Set<Long> running = new HashSet<>();
    private final Map<Long, EncryptedMessage> answers = bounded();
    private final Map<Long, Long> questionOfAnswer = bounded();
    private final Map<Long, EncryptedMessage> pushes = new LinkedHashMap<>();
    private boolean announced;
    private boolean pushesDropped;
    private int contentMessages;
    private @Nullable FrameChannel channel;
    private volatile boolean wantsUpdates;

    Session(long id, AuthKey key) {
        this.id = id;
        this.key = key;
    }

    private static <V> Map<Long, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
                return size() > 4 * MAX_UNACKNOWLEDGED;
            }
        };
    }

    long id() {
        return id;
    }

    AuthKey key() {
        return key;
    }

    /** Held while a message of this session is worked on: messages are executed in the order they came. */
    ReentrantLock order() {
        return order;
    }

    /** Whether this session receives the account's updates. */
    public boolean wantsUpdates() {
        return wantsUpdates;
    }

    void followUpdates() {
        wantsUpdates = true;
    }

    /** Says which connection leads to the client now. Returns whether the session is new to the client. */
    boolean attach(FrameChannel connection) {
        List<EncryptedMessage> again;
        boolean tooLong;
        boolean first;
        synchronized (this) {
            if (channel == connection) {
                return false;
            }
            channel = connection;
            again = List.copyOf(pushes.values());
            tooLong = pushesDropped;
            pushesDropped = false;
            first = !announced;
            announced = true;
        }
        again.forEach(this::write);
        if (tooLong) {
            push(new TlWriter().writeInt(UPDATES_TOO_LONG).toBytes());
        }
        return first;
    }

    /** Whether a question is new; if so, it counts as being worked on. */
    synchronized boolean begin(long question) {
        return !answers.containsKey(question) && running.add(question);
    }

    /** Whether a question has arrived and need not be sent again. */
    synchronized boolean knows(long question) {
        return answers.containsKey(question) || running.contains(question);
    }

    /** Responses a question. */
    void answer(long question, byte[] result) {
        write(keepAnswer(question, result));
    }

    /** Keeps the answer for when the client asks again, without sending it. */
    synchronized EncryptedMessage keepAnswer(long question, byte[] result) {
        byte[] body = new TlWriter()
                .writeInt(RPC_RESULT)
                .writeLong(question)
                .writeRaw(result)
                .toBytes();
        EncryptedMessage message = message(IDS.answer(), body, true);
        running.remove(question);
        if (body.length <= MAX_KEPT_RESPONSE) { // a larger one is a read, and can be done again
            answers.put(question, message);
            questionOfAnswer.put(message.id(), question);
        }
        return message;
    }

    /** Sends the kept answer once more, if there is one. */
    void repeatAnswer(long question) {
        EncryptedMessage message;
        synchronized (this) {
            message = answers.get(question);
        }
        if (message != null) {
            write(message);
        }
    }

    /** Sends a protocol message, which is not acknowledged. */
    void reply(byte[] body) {
        write(message(IDS.answer(), body, false));
    }

    /** Sends something the client did not ask for; again on the next connection, until it is acknowledged. */
    public void push(byte[] body) {
        EncryptedMessage message;
        synchronized (this) {
            message = message(IDS.push(), body, true);
            if (pushes.size() >= MAX_UNACKNOWLEDGED) {
                pushes.clear();
                pushesDropped = true;
            }
            pushes.put(message.id(), message);
        }
        write(message);
    }

    synchronized void acknowledge(Iterable<Long> messages) {
        for (Long message : messages) {
            pushes.remove(message);
            Long question = questionOfAnswer.remove(message);
            if (question != null) {
                answers.remove(question);
            }
        }
    }

    /** Closes the connection that leads to the client now. */
    void cut() {
        FrameChannel current;
        synchronized (this) {
            current = channel;
        }
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a connection: {}", e.getMessage());
        }
    }

    private synchronized EncryptedMessage message(long messageId, byte[] body, boolean content) {
        int sequence = contentMessages * 2 + (content ? 1 : 0);
        contentMessages += content ? 1 : 0;
        return new EncryptedMessage(key.salt(), id, messageId, sequence, body);
    }

    private void write(EncryptedMessage message) {
        FrameChannel current;
        synchronized (this) {
            current = channel;
        }
        try {
            if (current != null) {
                current.write(message.seal(key));
            }
        } catch (IOException e) {
            LOG.debug("Lost with its connection: a message of {} bytes", message.body().length);
        }
    }
}
