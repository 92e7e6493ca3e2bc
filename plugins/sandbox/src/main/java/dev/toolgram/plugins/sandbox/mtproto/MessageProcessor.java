package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.util.List;

/** Works on a session's messages: those of the protocol itself here, calls of the API by the {@link RpcExecutor}. */
final class MessageProcessor {
    private static final int CONTAINER = 0x73f1f8dc;
    private static final int FUTURE_SALTS = 0xae500895;
    private static final byte RECEIVED = 4;
    private static final byte UNKNOWN = 1;
    private static final int BAD_SALT = 48;
    private static final int SALT_SECONDS = 3600;
    private static final int MAX_SALTS = 3;

    private final Codec codec;
    private final RpcExecutor executor;
    private final AuthKeys keys;

    MessageProcessor(Codec codec, RpcExecutor executor, AuthKeys keys) {
        this.codec = codec;
        this.executor = executor;
        this.keys = keys;
    }

    /** Works on a message that came over a connection. */
    void receive(FrameChannel connection, Session session, EncryptedMessage message) {
        if (!session.key().knowsSalt(message.salt())) {
            session.attach(connection);
            TlObject badSalt = TlObject.of("mt_bad_server_salt", "bad_msg_id", message.id())
                    .with("bad_msg_seqno", message.sequence())
                    .with("error_code", BAD_SALT)
                    .with("new_server_salt", session.key().salt());
            session.reply(codec.write(badSalt));
            return;
        }
        if (session.attach(connection)) {
            session.push(codec.write(TlObject.of("mt_new_session_created")
                    .with("first_msg_id", message.id())
                    .with("unique_id", Bytes.randomLong())
                    .with("server_salt", session.key().salt())));
        }
        session.order().lock();
        try {
            process(session, message.id(), message.body());
        } finally {
            session.order().unlock();
        }
    }

    private void process(Session session, long id, byte[] body) {
        switch (Bytes.intAt(body, 0)) {
            case CONTAINER -> processContainer(session, new TlReader(body));
            case Codec.GZIP_PACKED -> {
                TlReader in = new TlReader(body);
                in.readInt();
                process(session, id, Codec.unpack(in.readBytes()));
            }
            default -> {
                TlObject message = codec.readWire(body);
                if (message != null) {
                    service(session, id, message);
                } else if (session.begin(id)) {
                    executor.execute(session, id, body);
                } else {
                    session.repeatAnswer(id);
                }
            }
        }
    }

    private void processContainer(Session session, TlReader in) {
        in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            long id = in.readLong();
            in.readInt(); // its place in the sequence
            process(session, id, in.readRaw(in.readInt()));
        }
    }

    private void service(Session session, long id, TlObject message) {
        switch (message.name()) {
            case "mt_msgs_ack" -> session.acknowledge(message.longFields("msg_ids"));
            case "mt_ping", "mt_ping_delay_disconnect" ->
                reply(session, "mt_pong", "msg_id", id, "ping_id", message.longField("ping_id"));
            case "mt_get_future_salts" -> futureSalts(session, id, message.intField("num"));
            case "mt_msgs_state_req" -> states(session, id, message.longFields("msg_ids"));
            case "mt_msg_resend_req" -> message.longFields("msg_ids").forEach(session::repeatAnswer);
            case "mt_rpc_drop_answer" -> session.answer(id, codec.write(TlObject.of("mt_rpc_answer_unknown")));
            case "mt_destroy_session" -> {
                long other = message.longField("session_id");
                boolean known = other != session.id() && keys.destroySession(session.key(), other);
                reply(session, known ? "mt_destroy_session_ok" : "mt_destroy_session_none", "session_id", other);
            }
            case "mt_destroy_auth_key" -> {
                reply(session, "mt_destroy_auth_key_ok");
                keys.remove(session.key());
            }
            default -> {} // what only informs, such as http_wait
        }
    }

    /** Reports which messages have arrived, and resends the responses that the client may have lost. */
    private void states(Session session, long id, List<Long> messages) {
        byte[] states = new byte[messages.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = session.knows(messages.get(i)) ? RECEIVED : UNKNOWN;
            session.repeatAnswer(messages.get(i));
        }
        reply(session, "mt_msgs_state_info", "req_msg_id", id, "info", states);
    }

    /** Written by hand: the list inside is the only one of the schema that is bare. */
    private static void futureSalts(Session session, long id, int wanted) {
        int now = (int) (System.currentTimeMillis() / 1000);
        int count = Math.clamp(wanted, 1, MAX_SALTS);
        TlWriter out = new TlWriter()
                .writeInt(FUTURE_SALTS)
                .writeLong(id)
                .writeInt(now)
                .writeInt(count);
        for (int i = 0; i < count; i++) {
            int since = now + (i == 0 ? -SALT_SECONDS : i * SALT_SECONDS);
            out.writeInt(since).writeInt(now + (i + 2) * SALT_SECONDS);
            out.writeLong(i == 0 ? session.key().salt() : session.key().newSalt());
        }
        session.reply(out.toBytes());
    }

    private void reply(Session session, String name, Object... namesAndValues) {
        session.reply(codec.write(TlObject.of(name, namesAndValues)));
    }
}
