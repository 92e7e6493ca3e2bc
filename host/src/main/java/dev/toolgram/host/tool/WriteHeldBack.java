package dev.toolgram.host.tool;

/** Ends a tool's code in a preview, at the first function that would change something. */
final class WriteHeldBack extends RuntimeException {

    WriteHeldBack() {
        super("held back: this call is a preview", null, false, false);
    }
}
