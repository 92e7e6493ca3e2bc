package dev.toolgram.host.telegram.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/** A function of TDLib with its arguments, as JSON text. May hold secrets: it does not print. */
public final class TdRequest {

    private final String function;
    private final byte[] json;

    /** @param json an object that is not empty; taken over */
    TdRequest(String function, byte[] json) {
        this.function = function;
        this.json = json;
    }

    /** A request that was built as a tree. */
    public static TdRequest of(ObjectNode function) {
        return new TdRequest(Td.type(function), function.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The name of the function in td_api. */
    public String function() {
        return function;
    }

    /** The text that TDLib answers with the same {@code @extra}. */
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
}
