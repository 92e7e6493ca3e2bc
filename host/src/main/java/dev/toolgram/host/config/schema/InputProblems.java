package dev.toolgram.host.config.schema;

import dev.toolgram.api.InputProblem;
import java.util.ArrayList;
import java.util.List;

/** The first 20 problems and how many more there are: a response must not grow with the number of mistakes. */
public final class InputProblems {

    private static final int MAX = 20;
    private static final String TOO_MANY = "too_many_problems";

    private final List<InputProblem> first = new ArrayList<>();
    private int count;

    /** A list that may be too long; one that was shortened before stays as it is. */
    public static List<InputProblem> limited(List<InputProblem> problems) {
        if (problems.size() <= MAX || problems.getLast().type().equals(TOO_MANY)) {
            return List.copyOf(problems);
        }
        InputProblems limited = new InputProblems();
        problems.forEach(limited::add);
        return limited.toList();
    }

    void add(InputProblem problem) {
        count++;
        if (count <= MAX) {
            first.add(problem);
        }
    }

    int count() {
        return count;
    }

    List<InputProblem> toList() {
        List<InputProblem> all = new ArrayList<>(first);
        if (count > MAX) {
            all.add(new InputProblem(List.of(), "and %d more".formatted(count - MAX), TOO_MANY));
        }
        return List.copyOf(all);
    }
}
