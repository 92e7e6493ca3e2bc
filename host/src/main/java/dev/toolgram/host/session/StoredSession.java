package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A sign-in in the words of TDLib's settings. */
final class StoredSession {

    private static final String SIGNED_IN = "auth";
    private static final String OK = "ok";
    private static final Set<String> SIGNING_OUT = Set.of("logout", "destroy");
    private static final String DATA_CENTRE = "main_dc_id";
    /** Where TDLib begins; it only writes down that it went on to another one. */
    private static final String FIRST_DATA_CENTRE = "1";

    private static final String ACCOUNT = "my_id";

    /** The key has an account signed in. */
    private static final int FLAG_AUTHORIZED = 1;

    private StoredSession() {}

    /**
     * The settings of a sign-in.
     *
     * @param account the user id; TDLib asks Telegram when it is missing, but ends the process when it meets a chat
     *     before it has the answer
     */
    static Map<String, byte[]> settings(StringSession session, OptionalLong account) {
        Map<String, byte[]> settings = new LinkedHashMap<>();
        settings.put(SIGNED_IN, text(OK));
        String dataCentre = Integer.toString(session.dataCentre());
        settings.put(DATA_CENTRE, text(dataCentre));
        settings.put(keyName(dataCentre), key(session.key()));
        account.ifPresent(id -> settings.put(ACCOUNT, text(Long.toString(id))));
        return settings;
    }

    /**
     * The sign-in in TDLib's settings, as a session of the public Telegram.
     *
     * @throws IllegalArgumentException if nobody is signed in
     */
    static StringSession session(Map<String, byte[]> settings) {
        String dataCentre = text(settings, DATA_CENTRE, FIRST_DATA_CENTRE);
        byte[] stored = settings.get(keyName(dataCentre));
        if (!text(settings, SIGNED_IN, "").equals(OK) || !dataCentre.matches("[1-5]") || stored == null) {
            throw new IllegalArgumentException("nobody is signed in");
        }
        ByteBuffer in = Tl.buffer(stored).position(Long.BYTES + Integer.BYTES);
        return StringSession.of(Integer.parseInt(dataCentre), new AuthKey(Tl.get(in)));
    }

    /**
     * Whether TDLib can go on with these settings: with all of a sign-in, or with a sign-out that it had begun. With a
     * part of a sign-in it would take the account for signed out, or end the process when it meets a chat.
     */
    static boolean isWhole(Map<String, byte[]> settings) {
        String signedIn = text(settings, SIGNED_IN, "");
        if (SIGNING_OUT.contains(signedIn)) {
            return true;
        }
        return signedIn.equals(OK)
                && text(settings, ACCOUNT, "").matches("[1-9][0-9]*")
                && settings.containsKey(keyName(text(settings, DATA_CENTRE, FIRST_DATA_CENTRE)));
    }

    /** {@code id:long flags:int key:string}. */
    private static byte[] key(AuthKey key) {
        byte[] bytes = key.bytes();
        byte[] stored = new byte[Long.BYTES + Integer.BYTES + Tl.size(bytes)];
        Tl.put(Tl.buffer(stored).putLong(key.id()).putInt(FLAG_AUTHORIZED), bytes);
        return stored;
    }

    private static String keyName(String dataCentre) {
        return "auth" + dataCentre;
    }

    private static String text(Map<String, byte[]> settings, String name, String missing) {
        byte[] value = settings.get(name);
        return value == null ? missing : new String(value, StandardCharsets.US_ASCII);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
