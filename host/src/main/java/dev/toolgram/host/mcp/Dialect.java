package dev.toolgram.host.mcp;

import java.util.List;

/** An era of the protocol: the methods it has and how they are answered. Implementations are thread-safe. */
interface Dialect {

    /** The revisions that sound like this, newest first. */
    List<String> versions();

    /** Answers a call, blocking. */
    Reply answer(Incoming.Call call, String requestId);
}
