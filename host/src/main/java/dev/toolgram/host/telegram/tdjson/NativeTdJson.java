package dev.toolgram.host.telegram.tdjson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Implements {@link TdJson} with the Foreign Function and Memory API. */
final class NativeTdJson implements TdJson {

    private static final String UNLOADABLE =
            " cannot be loaded: it is not a library for this machine, or a library that it needs is missing";

    private static final MethodHandle ON_LOG = onLogHandle();

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;
    private final MethodHandle createClientId;
    private final MethodHandle send;
    private final MethodHandle receive;
    private final MethodHandle execute;
    private final MethodHandle length;

    /**
     * Loads a library for the lifetime of the process: TDLib's threads outlive its clients, so it must not be unloaded.
     *
     * @throws IllegalArgumentException if the file is not a TDLib for this machine
     */
    @SuppressWarnings("restricted") // only this package uses native access
    NativeTdJson(Path library) {
        symbols = lookup(library);
        // TDLib registers more destructors while it runs.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ProcessEnd::leaveOutDestructors));
        createClientId = linker.downcallHandle(
                find(symbols, "td_create_client_id", library), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        send = linker.downcallHandle(
                find(symbols, "td_send", library),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        receive = linker.downcallHandle(
                find(symbols, "td_receive", library),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_DOUBLE));
        length = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strlen"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        execute = linker.downcallHandle(
                find(symbols, "td_execute", library), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup lookup(Path library) {
        try {
            if (isLibrary(library)) { // otherwise the JVM would print a warning
                return SymbolLookup.libraryLookup(library, Arena.global());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(library + UNLOADABLE, e);
        }
        throw new IllegalArgumentException(library + UNLOADABLE);
    }

    /** Checks the magic number: ELF, Mach-O (single or universal), or a DLL. */
    private static boolean isLibrary(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            String magic = HexFormat.of().formatHex(content.readNBytes(4));
            return magic.equals("7f454c46")
                    || magic.equals("cffaedfe")
                    || magic.equals("cafebabe")
                    || magic.startsWith("4d5a");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    @Override
    public int createClientId() {
        try {
            int id = (int) createClientId.invokeExact();
            ProcessEnd.leaveOutDestructors(); // the first client registers some
            return id;
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
    }

    @Override
    public void send(int clientId, byte[] request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(request.length + 1L); // zero-filled
            MemorySegment.copy(request, 0, text, ValueLayout.JAVA_BYTE, 0, request.length);
            send.invokeExact(clientId, text);
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
    }

    @Override
    @SuppressWarnings("restricted")
    public byte @Nullable [] receive(Duration timeout) {
        try {
            MemorySegment text = (MemorySegment) receive.invokeExact(timeout.toMillis() / 1000.0);
            // TDLib frees the text at the next receive, so it must be copied first.
            return text.address() == 0
                    ? null
                    : text.reinterpret((long) length.invokeExact(text)).toArray(ValueLayout.JAVA_BYTE);
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
    }

    @Override
    public @Nullable String execute(String request) {
        try (Arena arena = Arena.ofConfined()) {
            return copy((MemorySegment) execute.invokeExact(arena.allocateFrom(request)));
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
    }

    /**
     * Messages of destructors that run at exit are not reported, because the thread that ends the JVM cannot call into
     * it.
     */
    @Override
    @SuppressWarnings("restricted")
    public boolean onLog(int maxLevel, ObjIntConsumer<String> listener) {
        Optional<MemorySegment> function =
                symbols.find("td_set_log_message_callback").filter(_ -> ProcessEnd.canLeaveOutDestructors());
        if (function.isEmpty()) {
            return false;
        }
        MemorySegment callback = linker.upcallStub(
                MethodHandles.insertArguments(ON_LOG, 0, listener),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                Arena.global()); // TDLib may call it until the process ends
        try {
            linker.downcallHandle(function.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(maxLevel, callback);
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
        return true;
    }

    private static MethodHandle onLogHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            NativeTdJson.class,
                            "report",
                            MethodType.methodType(void.class, ObjIntConsumer.class, int.class, MemorySegment.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Called by TDLib. An exception must not escape into native code: it would crash the JVM. */
    private static void report(ObjIntConsumer<String> listener, int level, MemorySegment text) {
        try {
            String message = copy(text);
            if (message != null) {
                listener.accept(message, level);
            }
        } catch (RuntimeException | Error e) {
            System.err.println("toolgram: cannot read TDLib's log: " + e);
        }
    }

    /** TDLib frees the text at this thread's next receive or execute, so it must be copied first. */
    @SuppressWarnings("restricted")
    private static @Nullable String copy(MemorySegment text) {
        return text.address() == 0 ? null : text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MemorySegment find(SymbolLookup symbols, String function, Path library) {
        return symbols.find(function)
                .orElseThrow(
                        () -> new IllegalArgumentException(library + " is not TDLib: it has no function " + function));
    }
}
