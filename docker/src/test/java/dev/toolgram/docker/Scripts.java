package dev.toolgram.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs the build scripts and prints their output. */
final class Scripts {

    private Scripts() {}

    static int run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(System.out::println);
        }
        return process.waitFor();
    }
}
