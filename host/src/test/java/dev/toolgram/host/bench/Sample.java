package dev.toolgram.host.bench;

/**
 * The measurements of one turn.
 *
 * @param nanos from the first request to the last response
 * @param p50Nanos the median time of one request; 0 where it was not measured
 * @param cpuMicros the processor time of the server, user and system
 */
record Sample(long requests, long nanos, long p50Nanos, long cpuMicros) {

    /**
     * Reads the answer of a load process.
     *
     * @param line {@code requests nanos p50Nanos}
     */
    static Sample parse(String line, long cpuMicros) {
        String[] fields = line.split(" ");
        if (fields.length != 3) {
            throw new IllegalStateException("The load failed: " + line);
        }
        return new Sample(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]), cpuMicros);
    }

    /** The line that {@link #parse} reads. */
    static String format(long requests, long nanos, long p50Nanos) {
        return requests + " " + nanos + " " + p50Nanos;
    }

    double rate() {
        return requests * 1e9 / nanos;
    }

    double cpuMicrosPerRequest() {
        return (double) cpuMicros / requests;
    }

    double p50Millis() {
        return p50Nanos / 1e6;
    }
}
