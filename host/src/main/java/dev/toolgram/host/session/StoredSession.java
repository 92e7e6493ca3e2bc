package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Converts a session to and from TDLib's settings. */
final class StoredSession {

    private static final String SIGNED_IN = "auth";
    private static final String OK = "ok";
    private static final Set<String> SIGNING_OUT = Set.of("logout", "destroy");
    private static final String DATA_CENTRE = "main_dc_id";
    /** TDLib's initial data center; it is stored only if it changes. */
    private static final String FIRST_DATA_CENTRE = "1";

    private static final String ACCOUNT = "my_id";

    /** The key belongs to a logged-in account. */
    private static final int FLAG_AUTHORIZED = 1;

    private StoredSession() {}

    /**
     * Returns the settings of a session.
     *
     * @param account the user id; if it is missing, TDLib requests it, but aborts if it encounters a chat
     *     before the response
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
     * Returns the session in TDLib's settings, as a session of the public Telegram network.
     *
     * @throws IllegalArgumentException if it is not logged in
     */
    static StringSession session(Map<String, byte[]> settings) {
        String dataCentre = text(settings, DATA_CENTRE, FIRST_DATA_CENTRE);
        byte[] stored = settings.get(keyName(dataCentre));
        if (!text(settings, SIGNED_IN, "").equals(OK) || !dataCentre.matches("[1-5]") || stored == null) {
            throw new IllegalArgumentException("not logged in");
        }
        ByteBuffer in = Tl.buffer(stored).position(Long.BYTES + Integer.BYTES);
        return StringSession.of(Integer.parseInt(dataCentre), new AuthKey(Tl.get(in)));
    }

    /**
     * Whether TDLib can use these settings: they contain a complete session or a logout in progress. With an
     * incomplete session it would consider the account logged out, or abort when it encounters a chat.
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
        byte[] fields = new byte[Long.BYTES + Integer.BYTES];
        Tl.buffer(fields).putLong(key.id()).putInt(FLAG_AUTHORIZED);
        return Tl.write(fields, key.bytes());
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
