package dev.toolgram.host.telegram.tdjson;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * How a process ends that TDLib is in. At its exit the C library runs the destructors of TDLib, and they abort it when a
 * client is open or a thread is in TDLib: then the exit code is not what it should be. So they are left out, as they are
 * when a process is killed; a database that was not closed is repaired at the next start.
 */
final class ProcessEnd {

    private static final Optional<Runnable> LEAVE_OUT = leaveOut();

    private ProcessEnd() {}

    /**
     * Leaves out every destructor that is there by now: what was registered last for the exit is called first, and this
     * ends the process at once, with its exit code. To be called again when there may be new ones.
     */
    static void leaveOutDestructors() {
        LEAVE_OUT.ifPresent(Runnable::run);
    }

    static boolean canLeaveOutDestructors() {
        return LEAVE_OUT.isPresent();
    }

    /** Empty where the C library cannot do that. */
    @SuppressWarnings("restricted")
    private static Optional<Runnable> leaveOut() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> end = linker.defaultLookup().find("_exit");
        return linker.defaultLookup()
                .find("on_exit") // of GNU's: it is given the exit code, which atexit is not
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)))
                .flatMap(onExit -> end.map(exit -> () -> register(onExit, exit)));
    }

    private static void register(MethodHandle onExit, MemorySegment exit) {
        try {
            int _ = (int) onExit.invokeExact(exit, MemorySegment.NULL);
        } catch (Throwable e) {
            throw NativeTdJson.impossible(e);
        }
    }
}
