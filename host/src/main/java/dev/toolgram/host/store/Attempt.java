package dev.toolgram.host.store;

/** The result of {@link SendJournal#begin}. */
public sealed interface Attempt {

    /**
     * The call may run.
     *
     * @param call records its requests
     */
    record Begun(JournaledCall call) implements Attempt {}

    /**
     * An earlier call with the same arguments has succeeded.
     *
     * @param sendId its {@code send_id}
     * @param result the JSON of its result
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Answered(String sendId, byte[] result) implements Attempt {}

    /**
     * A call with the same arguments is running.
     *
     * @param call can be waited for
     */
    record Running(JournaledCall call) implements Attempt {}

    /**
     * The key belongs to a call with other arguments.
     *
     * @param tool the tool of that call
     */
    record Mismatch(String tool) implements Attempt {}
}
