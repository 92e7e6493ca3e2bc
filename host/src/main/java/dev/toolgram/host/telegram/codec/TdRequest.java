package dev.toolgram.host.telegram.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A TDLib function with its arguments, as JSON text. May contain secrets, so toString() hides them. */
public final class TdRequest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> ANSWERED_FIRST = Set.of(
            "viewMessages",
            "addChatToList",
            "setChatNotificationSettings",
            "setChatDraftMessage",
            "setMessageSenderBlockList");

    private final String function;
    private final byte[] json;

    /** @param json a non-empty object; not copied */
    TdRequest(String function, byte[] json) {
        this.function = function;
        this.json = json;
    }

    /** Creates a request from a tree. */
    public static TdRequest of(ObjectNode function) {
        return new TdRequest(Td.type(function), function.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The name of the function in td_api. */
    public String function() {
        return function;
    }

    /** The request, parsed. */
    public JsonNode tree() {
        return JSON.readTree(json);
    }

    /** The request with an {@code @extra}, which TDLib repeats in the response. */
    public byte[] withExtra(long extra) {
        byte[] end = (",\"@extra\":" + extra + "}").getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(json, json.length - 1 + end.length);
        System.arraycopy(end, 0, text, json.length - 1, end.length);
        return text;
    }

    @Override
    public String toString() {
        return "TdRequest[" + function + "]";
    }

    /** Whether a function only reads. */
    public static boolean reads(String function) {
        return function.startsWith("get") || function.startsWith("search");
    }

    /**
     * Whether TDLib takes back the request of a message that is deleted before it is sent. It does not for forwards and
     * albums: such a message still reaches Telegram, and TDLib deletes it there then.
     */
    public static boolean isTakenBack(String function) {
        return !function.equals("forwardMessages") && !function.equals("sendMessageAlbum");
    }

    /**
     * Whether TDLib responds to a change before it sends it to Telegram. It repeats the request later, also after a restart,
     * when Telegram makes it wait for up to a minute, and drops it for a longer wait or a rejection.
     */
    public static boolean isAnsweredFirst(String function) {
        return ANSWERED_FIRST.contains(function);
    }

    /** Whether a function sends messages. */
    public static boolean sends(String function) {
        return function.startsWith("send") || function.startsWith("forward") || function.startsWith("resend");
    }
}
