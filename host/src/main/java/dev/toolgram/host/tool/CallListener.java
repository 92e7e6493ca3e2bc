package dev.toolgram.host.tool;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext.Caller;
import java.time.Duration;

/** Notified of the end of every call, on a thread that must not block. */
public interface CallListener {

    /** Does nothing. */
    CallListener NOBODY = new CallListener() {
        @Override
        public void succeeded(String tool, Caller caller, Duration time) {}

        @Override
        public void failed(String tool, Caller caller, ErrorCode code, Duration time) {}

        @Override
        public void cancelled(String tool, Caller caller, Duration time) {}

        @Override
        public void unknown(Caller caller) {}
    };

    /** A tool returned a result. */
    void succeeded(String tool, Caller caller, Duration time);

    /** A call failed, or its arguments were invalid or could not be read. */
    void failed(String tool, Caller caller, ErrorCode code, Duration time);

    /** The caller cancelled. */
    void cancelled(String tool, Caller caller, Duration time);

    /** No tool has the requested name, which is not passed on because a caller can make it anything. */
    void unknown(Caller caller);
}
