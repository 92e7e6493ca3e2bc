package dev.toolgram.host.store;

import dev.toolgram.host.store.Attempt.Answered;
import dev.toolgram.host.store.Attempt.Begun;
import dev.toolgram.host.store.Attempt.Mismatch;
import dev.toolgram.host.store.Attempt.Running;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The journal of sends: each request that must not reach Telegram twice is written down before TDLib gets it, and its
 * outcome when that is known. Thread-safe.
 */
public final class SendJournal {

    /** The lifetime of an idempotency key. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** After so many requests, old ones are deleted. */
    static final int PURGE_INTERVAL = 512;

    private final AtomicLong inserted = new AtomicLong();
    private final Database database;
    private final InstantSource clock;

    private final JournaledCall.Rows rows = new JournaledCall.Rows() {
        @Override
        public void insert(JournaledCall call, JournaledWrite write) {
            SendJournal.this.insert(call, write);
        }

        @Override
        public void update(JournaledWrite write) {
            SendJournal.this.update(write);
        }

        @Override
        public void end(JournaledCall call, SendState state, byte @Nullable [] result) {
            SendJournal.this.end(call, state, result);
        }
    };

    private record CallerKey(String caller, String key) {}

    private final Map<CallerKey, JournaledCall> running = new HashMap<>();
    private final Map<String, Map<Integer, JournaledWrite>> unfinished = new HashMap<>();

    /** Opens the journal, and forgets what is older than {@link #KEPT}. */
    public SendJournal(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        int _ = database.write(this::deleteOld);
        for (JournaledWrite write : database.read(this::readUnfinished)) {
            keep(write);
        }
    }

    private int deleteOld(Connection connection) throws SQLException {
        return execute(
                connection,
                "delete from sends where created < ?",
                clock.instant().minus(KEPT).toEpochMilli());
    }

    /** Forgets old calls, and requests whose outcome was found after the end of their call. */
    private synchronized void purge() {
        var _ = database.submit(this::deleteOld);
        unfinished.values().removeIf(writes -> {
            writes.values().removeIf(write -> isFinal(write.state()));
            return writes.isEmpty();
        });
    }

    private synchronized void keep(JournaledWrite write) {
        unfinished.computeIfAbsent(write.sendId(), id -> new HashMap<>()).put(write.position(), write);
    }

    /** The requests of earlier runs whose outcome is unknown. */
    public synchronized List<JournaledWrite> unfinished() {
        return unfinished.values().stream()
                .flatMap(all -> all.values().stream())
                .toList();
    }

    /** A hash of a message's content, for {@link JournaledWrite#fingerprints}. */
    public String fingerprint(String content) {
        return database.cipher().fingerprint(content);
    }

    /**
     * Begins a call, or finds the earlier one with the same idempotency key.
     *
     * @param caller whose key it is: two callers may use the same
     * @param key {@code null} when the caller gave none
     * @param arguments the arguments, in one text form; read only with a key
     */
    public Attempt begin(String caller, @Nullable String key, String tool, Supplier<String> arguments) {
        return key == null
                ? new Begun(call(caller, null, tool, ""))
                : begin(caller, key, tool, database.cipher().fingerprint(tool + "\n" + arguments.get()));
    }

    private JournaledCall call(String caller, @Nullable String key, String tool, String hash) {
        return new JournaledCall(
                rows, UUID.randomUUID().toString(), caller, key, tool, hash, clock.instant(), false, List.of());
    }

    private synchronized Attempt begin(String caller, String key, String tool, String hash) {
        JournaledCall other = running.get(new CallerKey(caller, key));
        if (other != null) {
            return other.arguments().equals(hash) ? new Running(other) : new Mismatch(other.tool());
        }
        StoredCall earlier = database.read(
                        connection -> find(connection, "caller = ? and idempotency_key = ?", caller, key))
                .orElse(null);
        if (earlier != null && isOld(earlier)) {
            String id = earlier.id();
            int _ = database.write(connection -> execute(connection, "delete from sends where id = ?", id));
            earlier = null;
        }
        if (earlier != null && !earlier.arguments().equals(hash)) {
            return new Mismatch(earlier.tool());
        }
        if (earlier != null && earlier.result() != null) {
            return new Answered(earlier.id(), database.cipher().decrypt(earlier.result()));
        }
        JournaledCall call = earlier == null
                ? call(caller, key, tool, hash)
                : new JournaledCall(
                        rows, earlier.id(), caller, key, tool, hash, earlier.created(), true, writes(earlier.id()));
        running.put(new CallerKey(caller, key), call);
        return new Begun(call);
    }

    private boolean isOld(StoredCall call) {
        return call.created().isBefore(clock.instant().minus(KEPT));
    }

    /** A call of a caller that sent something, or tried to, within {@link #KEPT}. */
    public Optional<SendReport> find(String caller, String sendId) {
        return database.read(connection -> find(connection, "id = ? and caller = ?", sendId, caller))
                .map(call -> new SendReport(call.id(), call.tool(), call.created(), call.state(), writes(call.id())));
    }

    private synchronized List<JournaledWrite> writes(String sendId) {
        Map<Integer, JournaledWrite> known = unfinished.getOrDefault(sendId, Map.of());
        return database.read(connection -> select(connection, "s.id = '" + UUID.fromString(sendId) + "'")).stream()
                .map(write -> known.getOrDefault(write.position(), write))
                .toList();
    }

    private void insert(JournaledCall call, JournaledWrite write) {
        String fingerprints = String.join(" ", write.fingerprints());
        int _ = database.write(connection -> {
            int _ = insert(connection, call, SendState.ASKED, null);
            return execute(
                    connection,
                    "insert into send_writes (send_id, position, function, chat_id, state, fingerprints, messages)"
                            + " values (?, ?, ?, ?, ?, ?, '') on conflict (send_id, position) do update set"
                            + " state = excluded.state, messages = excluded.messages, response = null",
                    call.id(),
                    write.position(),
                    write.function(),
                    write.chatId(),
                    SendState.ASKED.name(),
                    fingerprints);
        });
        keep(write);
        if (inserted.incrementAndGet() % PURGE_INTERVAL == 0) {
            purge();
        }
    }

    /** Stores a change in the order of the changes, without waiting for the disk: after a kill, it is found again. */
    private void update(JournaledWrite write) {
        String state = write.state().name();
        String fingerprints = String.join(" ", write.fingerprints());
        String sent = write.sent().stream().map(String::valueOf).collect(Collectors.joining(" "));
        byte[] response = write.response();
        byte[] sealed = response == null ? null : database.cipher().encrypt(response);
        var _ = database.submit(connection -> execute(
                connection,
                "update send_writes set state = ?, fingerprints = ?, messages = ?, response = ?"
                        + " where send_id = ? and position = ?",
                state,
                fingerprints,
                sent,
                sealed,
                write.sendId(),
                write.position()));
    }

    private void end(JournaledCall call, SendState state, byte @Nullable [] result) {
        try {
            if (call.key() != null && result != null) {
                byte[] sealed = database.cipher().encrypt(result);
                int _ = database.write(connection -> insert(connection, call, state, sealed));
            } else if (call.isStored() && call.key() != null) {
                int _ = database.write(connection -> insert(connection, call, state, null));
            } else if (call.isStored()) {
                var _ = database.submit(connection -> insert(connection, call, state, null));
            }
        } finally {
            forget(call);
        }
    }

    private static int insert(Connection connection, JournaledCall call, SendState state, byte @Nullable [] result)
            throws SQLException {
        return execute(
                connection,
                "insert into sends (id, caller, idempotency_key, tool, arguments, created, state, result)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
                        + " state = excluded.state, result = excluded.result",
                call.id(),
                call.caller(),
                call.key(),
                call.tool(),
                call.arguments(),
                call.created().toEpochMilli(),
                state.name(),
                result);
    }

    private synchronized void forget(JournaledCall call) {
        if (call.key() != null) {
            running.remove(new CallerKey(call.caller(), call.key()));
        }
        Map<Integer, JournaledWrite> writes = unfinished.get(call.id());
        if (writes != null) {
            writes.values().removeIf(write -> isFinal(write.state()));
            if (writes.isEmpty()) {
                unfinished.remove(call.id());
            }
        }
    }

    private static boolean isFinal(SendState state) {
        return state == SendState.SENT || state == SendState.NOT_SENT;
    }

    /** The final ids of the messages in a chat that calls within {@link #KEPT} have sent. */
    public List<Long> sent(long chatId) {
        return database
                .read(connection -> select(connection, "w.chat_id = " + chatId + " and w.messages <> ''"))
                .stream()
                .flatMap(write -> write.sent().stream())
                .toList();
    }

    private List<JournaledWrite> readUnfinished(Connection connection) throws SQLException {
        return select(connection, "w.state in ('ASKED', 'SENDING')");
    }

    private List<JournaledWrite> select(Connection connection, String condition) throws SQLException {
        List<JournaledWrite> writes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select w.send_id, w.position, w.function,"
                        + " w.chat_id, w.state, w.fingerprints, w.messages, w.response, s.idempotency_key, s.created"
                        + " from send_writes w join sends s on s.id = w.send_id where " + condition
                        + " order by s.created, w.position");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                SendState state = SendState.valueOf(row.getString("state"));
                byte[] response = row.getBytes("response");
                writes.add(new JournaledWrite(
                        this::update,
                        row.getString("send_id"),
                        row.getInt("position"),
                        row.getString("function"),
                        row.getLong("chat_id"),
                        row.getString("idempotency_key") != null,
                        Instant.ofEpochMilli(row.getLong("created")),
                        // TDLib gives its unsent messages other ids in each run.
                        state == SendState.SENDING ? SendState.ASKED : state,
                        words(row.getString("fingerprints")),
                        words(row.getString("messages")).stream()
                                .map(Long::valueOf)
                                .toList(),
                        response == null ? null : database.cipher().decrypt(response)));
            }
        }
        return writes;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private record StoredCall(
            String id, String tool, String arguments, Instant created, SendState state, byte @Nullable [] result) {}

    private static Optional<StoredCall> find(Connection connection, String condition, String... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, tool, arguments, created, state, result from sends where " + condition)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredCall(
                                row.getString("id"),
                                row.getString("tool"),
                                row.getString("arguments"),
                                Instant.ofEpochMilli(row.getLong("created")),
                                SendState.valueOf(row.getString("state")),
                                row.getBytes("result")))
                        : Optional.empty();
            }
        }
    }

    private static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
