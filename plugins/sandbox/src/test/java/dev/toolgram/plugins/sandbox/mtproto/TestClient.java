package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.concat;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha1;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A minimal MTProto client without a login, which can drop its connections. */
final class TestClient implements AutoCloseable {
    private static final long SESSION = 42;

    private final Codec codec;
    private final DataCentre dataCentre;
    private Socket socket;
    private DataInputStream in;
    private Cover cover;
    private byte[] authKey = new byte[0];
    private long salt;
    private long lastId = (System.currentTimeMillis() / 1000) << 32;

    TestClient(Codec codec, DataCentre dataCentre) throws IOException {
        this.codec = codec;
        this.dataCentre = dataCentre;
        socket = new Socket();
        in = new DataInputStream(InputStream.nullInputStream());
        cover = Cover.of(0xeeeeeeee);
        reconnect();
    }

    /** The client's half of the obfuscation. */
    record Cover(Cipher out, Cipher in, String hexHeader) {
        static Cover of(int framing) {
            byte[] header = Bytes.random(64);
            byte[] reversed = Bytes.reversed(header);
            Cipher out = stream(slice(header, 8, 32), slice(header, 40, 16));
            Cipher in = stream(slice(reversed, 8, 32), slice(reversed, 40, 16));
            byte[] plain = header.clone();
            System.arraycopy(new TlWriter().writeInt(framing).toBytes(), 0, plain, 56, 4);
            byte[] encrypted = Objects.requireNonNull(out.update(plain));
            System.arraycopy(encrypted, 56, header, 56, 8);
            return new Cover(out, in, HexFormat.of().formatHex(header));
        }

        private static Cipher stream(byte[] key, byte[] iv) {
            try {
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
                return cipher;
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        byte[] header() {
            return HexFormat.of().parseHex(hexHeader);
        }

        byte[] encrypt(byte[] bytes) {
            return Objects.requireNonNull(out.update(bytes));
        }

        byte[] decrypt(byte[] bytes) {
            return Objects.requireNonNull(in.update(bytes));
        }
    }

    void reconnect() throws IOException {
        socket.close();
        socket = new Socket(dataCentre.proxy().getAddress(), dataCentre.proxy().getPort());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(new byte[] {5, 1, 0});
        in.readFully(new byte[2]);
        socket.getOutputStream().write(new byte[] {5, 1, 0, 1, 127, 0, 0, 1, 1, (byte) 187});
        in.readFully(new byte[10]);
        cover = Cover.of(0xeeeeeeee);
        socket.getOutputStream().write(cover.header());
    }

    /** Agrees on a key with the data centre. */
    void agree() throws IOException {
        byte[] nonce = Bytes.random(16);
        TlObject pq = ask(TlObject.of("mt_req_pq_multi", "nonce", nonce));
        byte[] serverNonce = pq.bytes("server_nonce");
        byte[] newNonce = Bytes.random(32);
        TlObject inner = TlObject.of(
                "mt_p_q_inner_data_dc",
                "pq",
                pq.bytes("pq"),
                "p",
                new byte[4],
                "q",
                new byte[4],
                "nonce",
                nonce,
                "server_nonce",
                serverNonce,
                "new_nonce",
                newNonce,
                "dc",
                2);
        TlObject offer = ask(TlObject.of(
                "mt_req_DH_params",
                "nonce",
                nonce,
                "server_nonce",
                serverNonce,
                "p",
                new byte[4],
                "q",
                new byte[4],
                "public_key_fingerprint",
                pq.longFields("server_public_key_fingerprints").getFirst(),
                "encrypted_data",
                rsaPad(codec.write(inner))));
        AesKey aes = AesKey.ofHandshake(serverNonce, newNonce);
        byte[] plain = aes.decrypt(offer.bytes("encrypted_answer"));
        TlObject data = codec.readObject(new TlReader(slice(plain, 20, plain.length - 20)));
        BigInteger prime = Bytes.number(data.bytes("dh_prime"));
        BigInteger secret = Bytes.randomNumber(2000);
        BigInteger mine = BigInteger.valueOf(data.intField("g")).modPow(secret, prime);
        byte[] half = codec.write(TlObject.of(
                "mt_client_DH_inner_data",
                "nonce",
                nonce,
                "server_nonce",
                serverNonce,
                "g_b",
                Bytes.ofNumber(mine, 256)));
        byte[] hashed = concat(sha1(half), half);
        byte[] padded = concat(hashed, new byte[-hashed.length & 15]);
        authKey = Bytes.ofNumber(Bytes.number(data.bytes("g_a")).modPow(secret, prime), 256);
        TlObject agreed = ask(TlObject.of(
                "mt_set_client_DH_params",
                "nonce",
                nonce,
                "server_nonce",
                serverNonce,
                "encrypted_data",
                aes.encrypt(padded)));
        byte[] proof = slice(sha1(newNonce, new byte[] {1}, slice(sha1(authKey), 0, 8)), 4, 16);
        if (!Arrays.equals(proof, agreed.bytes("new_nonce_hash1"))) {
            throw new AssertionError("The server has another key");
        }
        salt = Bytes.longAt(newNonce, 0) ^ Bytes.longAt(serverNonce, 0);
    }

    private byte[] rsaPad(byte[] data) {
        RSAPublicKey key = dataCentre.serverKey();
        while (true) {
            byte[] padded = concat(data, Bytes.random(192 - data.length));
            byte[] once = Bytes.random(32);
            byte[] encrypted =
                    new AesKey(once, new byte[32]).encrypt(concat(Bytes.reversed(padded), sha256(once, padded)));
            BigInteger number = Bytes.number(concat(Bytes.xor(once, sha256(encrypted)), encrypted));
            if (number.compareTo(key.getModulus()) < 0) {
                return Bytes.ofNumber(number.modPow(key.getPublicExponent(), key.getModulus()), 256);
            }
        }
    }

    private TlObject ask(TlObject step) throws IOException {
        byte[] body = codec.write(step);
        write(new TlWriter()
                .writeLong(0)
                .writeLong(nextId())
                .writeInt(body.length)
                .writeRaw(body)
                .toBytes());
        byte[] answer = read();
        return codec.readObject(new TlReader(slice(answer, 20, answer.length - 20)));
    }

    long nextId() {
        lastId += 4;
        return lastId;
    }

    long call(TlObject function) throws IOException {
        return send(nextId(), codec.writeFunction(function));
    }

    long send(long id, byte[] body) throws IOException {
        byte[] head = new TlWriter()
                .writeLong(salt)
                .writeLong(SESSION)
                .writeLong(id)
                .writeInt(1)
                .writeInt(body.length)
                .writeRaw(body)
                .toBytes();
        byte[] plain = concat(head, Bytes.random(12 + (-(head.length + 12) & 15)));
        byte[] messageKey = slice(sha256(slice(authKey, 88, 32), plain), 8, 16);
        byte[] encrypted = AesKey.ofMessage(authKey, messageKey, AesKey.Direction.TO_SERVER)
                .encrypt(plain);
        write(new TlWriter()
                .writeLong(AuthKey.idOf(authKey))
                .writeRaw(messageKey)
                .writeRaw(encrypted)
                .toBytes());
        return id;
    }

    /** The body of the next message that answers a call or was pushed; what the protocol says of itself is skipped. */
    TlReader next() throws IOException {
        while (true) {
            byte[] frame = read();
            byte[] messageKey = slice(frame, 8, 16);
            byte[] plain = AesKey.ofMessage(authKey, messageKey, AesKey.Direction.TO_CLIENT)
                    .decrypt(slice(frame, 24, frame.length - 24));
            byte[] body = slice(plain, 32, Bytes.intAt(plain, 28));
            if (codec.readWire(body) == null) {
                return new TlReader(body);
            }
        }
    }

    private void write(byte[] payload) throws IOException {
        byte[] frame = new TlWriter().writeInt(payload.length).writeRaw(payload).toBytes();
        socket.getOutputStream().write(cover.encrypt(frame));
    }

    private byte[] read() throws IOException {
        int length = Bytes.intAt(cover.decrypt(readFully(4)), 0);
        return cover.decrypt(readFully(length));
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
