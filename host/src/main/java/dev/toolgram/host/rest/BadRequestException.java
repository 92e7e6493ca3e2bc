package dev.toolgram.host.rest;

import java.util.List;

/** Thrown when a request cannot be read as a call. */
final class BadRequestException extends Exception {

    private final transient List<Problem> problems;

    BadRequestException(List<Problem> problems) {
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
