package dev.toolgram.host.events;

import dev.toolgram.host.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event of the log. Immutable. */
public final class Event {

    private final StoredEvent row;
    private final EventType type;

    Event(StoredEvent row) {
        this.row = row;
        this.type = EventType.of(row.type()).orElseThrow();
    }

    /** Its number. */
    public long seq() {
        return row.seq();
    }

    public EventType type() {
        return type;
    }

    /** TDLib's id of the chat; 0 for none. */
    public long chatId() {
        return row.chatId();
    }

    /** Whether it is a message of this account. */
    public boolean isOut() {
        return row.outgoing();
    }

    /** The event as all ways out show it: {@code {"seq":…,"id":…,"type":…,…}}. */
    public byte[] json() {
        byte[] start = ("{\"seq\":" + row.seq() + ",").getBytes(StandardCharsets.US_ASCII);
        byte[] rest = row.content();
        byte[] json = new byte[start.length + rest.length - 1];
        System.arraycopy(start, 0, json, 0, start.length);
        System.arraycopy(rest, 1, json, start.length, rest.length - 1);
        return json;
    }

    /** As {@link #json()}, parsed; a new tree each time. */
    public ObjectNode tree() {
        return (ObjectNode) JsonMapper.shared().readTree(json());
    }
}
