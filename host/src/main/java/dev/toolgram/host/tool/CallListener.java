package dev.toolgram.host.tool;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext.Caller;
import java.time.Duration;

/** Hears how every call ended. Told on the thread of the door, so it must not block. */
public interface CallListener {

    /** Hears nothing. */
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

    /** A tool has answered. */
    void succeeded(String tool, Caller caller, Duration time);

    /** A tool has failed, or did not like its input, or was not given one that could be read. */
    void failed(String tool, Caller caller, ErrorCode code, Duration time);

    /** The caller did not want to wait any more. */
    void cancelled(String tool, Caller caller, Duration time);

    /** Somebody asked for a tool that there is not; its name, which can be anything, is not told. */
    void unknown(Caller caller);
}
