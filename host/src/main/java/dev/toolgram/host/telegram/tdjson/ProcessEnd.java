package dev.toolgram.host.telegram.tdjson;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The exit of a process with TDLib. On exit the C library runs TDLib's destructors, which abort the process if a
 * client is open or a thread is in TDLib, with a wrong exit code. So they are skipped, as they are
 * when a process is killed; TDLib repairs an unclosed database at the next start.
 */
final class ProcessEnd {

    private static final Optional<Runnable> LEAVE_OUT = leaveOut();

    private ProcessEnd() {}

    /**
     * Skips all destructors registered so far: exit handlers run in reverse order, and the one registered here
     * ends the process at once with its exit code. Must be called again after new destructors may have been registered.
     */
    static void leaveOutDestructors() {
        LEAVE_OUT.ifPresent(Runnable::run);
    }

    static boolean canLeaveOutDestructors() {
        return LEAVE_OUT.isPresent();
    }

    /** Returns empty if the C library does not support it. */
    @SuppressWarnings("restricted")
    private static Optional<Runnable> leaveOut() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> end = linker.defaultLookup().find("_exit");
        return linker.defaultLookup()
                .find("on_exit") // a GNU function, which gets the exit code, unlike atexit
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)))
                .flatMap(onExit -> end.map(exit -> () -> register(onExit, exit)));
    }

    private static void register(MethodHandle onExit, MemorySegment exit) {
        try {
            int _ = (int) onExit.invokeExact(exit, MemorySegment.NULL);
        } catch (Throwable e) {
            throw NativeCalls.failed(e);
        }
    }
}
