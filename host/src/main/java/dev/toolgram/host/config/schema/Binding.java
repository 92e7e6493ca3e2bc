package dev.toolgram.host.config.schema;

import dev.toolgram.api.InputProblem;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;

/** One JSON value being read: the path to the current place, and the problems found so far. Not thread-safe. */
final class Binding {

    private static final int MAX_NAME = 60;

    private final Validator validator;
    private final List<Object> path = new ArrayList<>();
    private final InputProblems problems = new InputProblems();

    Binding(Validator validator) {
        this.validator = validator;
    }

    Validator validator() {
        return validator;
    }

    /** Goes to a field ({@link String}) or element ({@link Integer}) of the current place. */
    void enter(Object step) {
        path.add(step);
    }

    void leave() {
        path.removeLast();
    }

    /** Reports a problem at the current place. */
    void report(String message, String type) {
        report(List.of(), message, type);
    }

    /** Reports a problem below the current place. */
    void report(List<?> below, String message, String type) {
        List<Object> place = new ArrayList<>(path);
        place.addAll(below);
        place.replaceAll(step -> step instanceof String name ? shortened(name) : step);
        problems.add(new InputProblem(place, message, type));
    }

    /** How many problems were reported. */
    int count() {
        return problems.count();
    }

    /** The first problems, and how many more there are. */
    List<InputProblem> problems() {
        return problems.toList();
    }

    /** A name from the input, short enough to be repeated. */
    private static String shortened(String name) {
        return name.length() <= MAX_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, MAX_NAME - 1))) + "…";
    }
}
