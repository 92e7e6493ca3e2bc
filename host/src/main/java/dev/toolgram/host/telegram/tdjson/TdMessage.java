package dev.toolgram.host.telegram.tdjson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response or update of TDLib. The receive thread reads only the envelope: its type, client id and
 * {@code @extra}. The rest is parsed on demand. Thread-safe.
 */
public final class TdMessage {

    private static final JsonMapper json = JsonMapper.builder().build();

    private static final byte[] TYPE = ascii("{\"@type\":\"");
    private static final byte[] CLIENT_ID = ascii(",\"@client_id\":");
    private static final byte[] MESSAGE = ascii("{\"@type\":\"message\",\"id\":");
    private static final byte[] EXTRA = ascii(",\"@extra\":");

    private final byte[] content;
    private final int length; // of the object in the content: the envelope's fields at its end are cut off
    private final String type;
    private final int clientId;
    private final long extra;
    private volatile @Nullable JsonNode tree;

    private TdMessage(byte[] content, int length, @Nullable JsonNode tree, String type, int clientId, long extra) {
        this.content = content;
        this.length = length;
        this.tree = tree;
        this.type = type;
        this.clientId = clientId;
        this.extra = extra;
    }

    /**
     * Reads the envelope.
     *
     * @param content a JSON object in UTF-8; not copied, and modified
     * @throws tools.jackson.core.JacksonException if it has to be parsed for that, and is not JSON
     */
    public static TdMessage of(byte[] content) {
        // TDLib writes the type first and appends @extra, if any, and @client_id. In valid JSON a number between such a
        // key and the closing brace can only be the value of that key: a quote inside a string is escaped.
        int end = content.length - 1;
        int typeEnd = startsWith(content, TYPE) ? indexOf(content, '"', TYPE.length) : -1;
        int client = end > 0 && content[end] == '}' ? numberAfter(content, CLIENT_ID, end) : -1;
        if (typeEnd < 0 || client < 0) {
            return of((ObjectNode) json.readTree(content));
        }
        int clientKey = client - CLIENT_ID.length;
        int extra = numberAfter(content, EXTRA, clientKey);
        int bodyEnd = extra < 0 ? clientKey : extra - EXTRA.length;
        String type = new String(content, TYPE.length, typeEnd - TYPE.length, StandardCharsets.US_ASCII);
        int clientId = (int) number(content, client, end);
        long extraValue = extra < 0 ? 0 : number(content, extra, clientKey);
        content[bodyEnd] = '}';
        return new TdMessage(content, bodyEnd + 1, null, type, clientId, extraValue);
    }

    /** Creates a message from a parsed object, which is not copied. */
    public static TdMessage of(ObjectNode tree) {
        JsonNode client = tree.remove("@client_id");
        JsonNode extra = tree.remove("@extra");
        return new TdMessage(
                new byte[0],
                0,
                tree,
                tree.path("@type").asString(""),
                client == null ? 0 : client.asInt(0),
                extra == null ? 0 : extra.asLong(0));
    }

    /** The name of the object in td_api. */
    public String type() {
        return type;
    }

    public boolean isError() {
        return type.equals("error");
    }

    int clientId() {
        return clientId;
    }

    /** The {@code @extra} of the request for this response; 0 for an update. */
    public long extra() {
        return extra;
    }

    /** The object, parsed once and shared; it must not be modified. */
    public JsonNode tree() {
        JsonNode parsed = tree;
        if (parsed == null) {
            parsed = json.readTree(content, 0, length);
            tree = parsed;
        }
        return parsed;
    }

    /** Converts the object, directly from the text unless it is parsed. */
    public <T> @Nullable T read(ObjectReader reader) {
        JsonNode parsed = tree;
        return parsed == null ? reader.readValue(content, 0, length) : reader.readValue(parsed);
    }

    /** The ids of the messages in a td_api {@code messages}, found in the text without parsing it. */
    public long[] messageIds() {
        LongStream.Builder ids = LongStream.builder();
        if (length == 0) {
            tree().path("messages")
                    .forEach(message -> ids.add(message.path("id").asLong(0)));
        }
        // A quote inside a string is escaped, and in td_api no message is part of another one.
        for (int at = indexOf(MESSAGE, 0); at >= 0; at = indexOf(MESSAGE, at)) {
            at += MESSAGE.length;
            int end = at;
            while (content[end] >= '0' && content[end] <= '9') {
                end++;
            }
            ids.add(number(content, at, end));
        }
        return ids.build().toArray();
    }

    private int indexOf(byte[] wanted, int from) {
        int last = wanted.length - 1;
        for (int i = from; i <= length - wanted.length; i++) {
            if (content[i + last] == wanted[last]
                    && content[i] == wanted[0]
                    && Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The start of the digits that end at {@code end} and follow the key; -1 if there are none. */
    private static int numberAfter(byte[] content, byte[] key, int end) {
        int start = end;
        while (start > 0 && content[start - 1] >= '0' && content[start - 1] <= '9') {
            start--;
        }
        int keyStart = start - key.length;
        boolean found = start < end && keyStart > 0 && Arrays.equals(content, keyStart, start, key, 0, key.length);
        return found ? start : -1;
    }

    private static long number(byte[] content, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + content[i] - '0';
        }
        return value;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static int indexOf(byte[] content, char wanted, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
