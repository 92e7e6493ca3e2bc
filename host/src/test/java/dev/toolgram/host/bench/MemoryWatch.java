package dev.toolgram.host.bench;

/** The highest resident memory of a process in a time. */
final class MemoryWatch implements AutoCloseable {

    private static final int INTERVAL_MILLIS = 20;

    private final Child process;
    private final Thread thread;
    private volatile double peak;

    MemoryWatch(Child process) {
        this.process = process;
        peak = process.residentMegabytes();
        thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                peak = Math.max(peak, process.residentMegabytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In megabytes. */
    double peak() {
        return peak;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
