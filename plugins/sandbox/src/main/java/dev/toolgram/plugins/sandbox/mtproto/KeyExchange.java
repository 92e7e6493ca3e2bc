package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.concat;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha1;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on keys. Every step is a question and an answer that are not encrypted; the state in between belongs to the
 * server's nonce and not to the connection, because a client may begin on one connection and go on on another.
 */
final class KeyExchange {
    /** Fixed, because factoring only slows clients down and the sandbox needs no protection. */
    private static final BigInteger PQ = BigInteger.valueOf(1229739323L).multiply(BigInteger.valueOf(1402015859L));

    private static final int MAX_CONCURRENT = 1000;

    private final Codec codec;
    private final ServerKey serverKey;
    private final AuthKeys keys;
    private final Map<String, Handshake> handshakes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Handshake> eldest) {
            return size() > MAX_CONCURRENT;
        }
    };

    KeyExchange(Codec codec, ServerKey serverKey, AuthKeys keys) {
        this.codec = codec;
        this.serverKey = serverKey;
        this.keys = keys;
    }

    private static final class Handshake {
        private final byte[] nonce;
        private final byte[] serverNonce = Bytes.random(16);
        private final BigInteger secret = DiffieHellman.secret();
        private byte @Nullable [] newNonce;
        private boolean temporary;
        private int dc;

        Handshake(byte[] nonce) {
            this.nonce = nonce;
        }

        byte[] newNonce() {
            if (newNonce == null) {
                throw new ProtocolException("The key exchange skipped a step");
            }
            return newNonce;
        }

        AesKey aesKey() {
            return AesKey.ofHandshake(serverNonce, newNonce());
        }
    }

    /** Responses one step. */
    synchronized byte[] answer(byte[] question) {
        TlObject step = codec.readWire(question);
        if (step == null) {
            throw new ProtocolException("A call of the API must be encrypted");
        }
        TlObject answer = switch (step.name()) {
            case "mt_req_pq_multi" -> begin(step);
            case "mt_req_DH_params" -> offer(step);
            case "mt_set_client_DH_params" -> agree(step);
            default -> throw new ProtocolException(step.name() + " must be encrypted");
        };
        return codec.write(answer);
    }

    private TlObject begin(TlObject step) {
        Handshake handshake = new Handshake(step.bytes("nonce"));
        handshakes.put(HexFormat.of().formatHex(handshake.serverNonce), handshake);
        return reply("mt_resPQ", handshake)
                .with("pq", Bytes.ofNumber(PQ, 8))
                .with("server_public_key_fingerprints", List.of(serverKey.fingerprint()));
    }

    private TlObject offer(TlObject step) {
        Handshake handshake = handshake(step);
        TlObject inner = codec.readObject(new TlReader(serverKey.decrypt(step.bytes("encrypted_data"))));
        if (handshake(inner) != handshake) {
            throw new ProtocolException("The nonces outside and inside differ");
        }
        handshake.newNonce = inner.bytes("new_nonce");
        handshake.temporary = inner.is("mt_p_q_inner_data_temp_dc");
        handshake.dc = inner.intField("dc");
        BigInteger shared = DiffieHellman.GENERATOR.modPow(handshake.secret, DiffieHellman.PRIME);
        byte[] answer = codec.write(reply("mt_server_DH_inner_data", handshake)
                .with("g", DiffieHellman.GENERATOR.intValue())
                .with("dh_prime", Bytes.ofNumber(DiffieHellman.PRIME, 256))
                .with("g_a", Bytes.ofNumber(shared, 256))
                .with("server_time", (int) (System.currentTimeMillis() / 1000)));
        byte[] hashed = concat(sha1(answer), answer);
        byte[] padded = concat(hashed, Bytes.random(-hashed.length & 15));
        return reply("mt_server_DH_params_ok", handshake)
                .with("encrypted_answer", handshake.aesKey().encrypt(padded));
    }

    private TlObject agree(TlObject step) {
        Handshake handshake = handshake(step);
        byte[] plain = handshake.aesKey().decrypt(step.bytes("encrypted_data"));
        byte[] data = slice(plain, 20, plain.length - 20);
        TlReader in = new TlReader(data);
        TlObject inner = codec.readObject(in);
        byte[] unpadded = slice(data, 0, data.length - in.remaining());
        if (!Arrays.equals(sha1(unpadded), slice(plain, 0, 20))) {
            throw new ProtocolException("The hash of the client's half is wrong");
        }
        BigInteger theirs = Bytes.number(inner.bytes("g_b"));
        byte[] value = Bytes.ofNumber(theirs.modPow(handshake.secret, DiffieHellman.PRIME), 256);
        byte[] newNonce = handshake.newNonce();
        long salt = Bytes.longAt(newNonce, 0) ^ Bytes.longAt(handshake.serverNonce, 0);
        keys.add(new AuthKey(value, plainDc(handshake.dc), handshake.temporary, salt));
        byte[] proof = sha1(newNonce, new byte[] {1}, slice(sha1(value), 0, 8));
        return reply("mt_dh_gen_ok", handshake).with("new_nonce_hash1", slice(proof, 4, 16));
    }

    /** Test data centres are numbered from 10001, those for files are negative. */
    private static int plainDc(int dc) {
        int plain = Math.abs(dc) % 10000;
        return plain >= 1 && plain <= 5 ? plain : 1;
    }

    private Handshake handshake(TlObject step) {
        Handshake handshake = handshakes.get(HexFormat.of().formatHex(step.bytes("server_nonce")));
        if (handshake == null || !Arrays.equals(handshake.nonce, step.bytes("nonce"))) {
            throw new ProtocolException("Unknown nonces");
        }
        return handshake;
    }

    private static TlObject reply(String name, Handshake handshake) {
        return TlObject.of(name, "nonce", handshake.nonce, "server_nonce", handshake.serverNonce);
    }
}
