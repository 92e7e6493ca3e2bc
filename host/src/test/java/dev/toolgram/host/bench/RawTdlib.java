package dev.toolgram.host.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** TDLib's C interface and nothing else: what the host is compared with. For one thread. */
final class RawTdlib {

    private static final double TIMEOUT_SECONDS = 30;

    private final MethodHandle send;
    private final MethodHandle receive;
    private final int client;

    /** Loads a library, silences its log, and opens a client. */
    @SuppressWarnings("restricted") // native calls are the purpose of this class
    RawTdlib(Path library) throws Throwable {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        send = linker.downcallHandle(
                symbols.findOrThrow("td_send"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        receive = linker.downcallHandle(
                symbols.findOrThrow("td_receive"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_DOUBLE));
        MethodHandle execute = linker.downcallHandle(
                symbols.findOrThrow("td_execute"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            var _ = (MemorySegment) execute.invokeExact(
                    arena.allocateFrom("{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":0}"));
        }
        client = (int) linker.downcallHandle(
                        symbols.findOrThrow("td_create_client_id"), FunctionDescriptor.of(ValueLayout.JAVA_INT))
                .invokeExact();
    }

    void send(String request) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            send.invokeExact(client, arena.allocateFrom(request));
        }
    }

    /** Copies the next response or update. */
    @SuppressWarnings("restricted")
    String receive() throws Throwable {
        MemorySegment text = (MemorySegment) receive.invokeExact(TIMEOUT_SECONDS);
        if (text.address() == 0) {
            throw new IllegalStateException("TDLib was silent for " + TIMEOUT_SECONDS + " s");
        }
        return text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** Sends a request and waits for its response; updates are dropped. */
    String call(String request) throws Throwable {
        send(request.substring(0, request.length() - 1) + ",\"@extra\":\"call\"}");
        String next = receive();
        while (!next.contains("\"@extra\":\"call\"")) {
            next = receive();
        }
        return next;
    }
}
