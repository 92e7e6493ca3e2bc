package dev.toolgram.host.config;

import dev.toolgram.api.InputProblem;
import java.util.ArrayList;
import java.util.List;

/** Keeps lists of problems short, whoever made them. */
public final class InputProblems {

    private InputProblems() {}

    /** The first 20 problems, and how many more there are. */
    public static List<InputProblem> limited(List<InputProblem> problems) {
        return limited(problems, problems.size());
    }

    static List<InputProblem> limited(List<InputProblem> problems, int count) {
        if (count <= Binding.MAX_PROBLEMS || isLimited(problems)) {
            return List.copyOf(problems);
        }
        List<InputProblem> some = new ArrayList<>(problems.subList(0, Binding.MAX_PROBLEMS));
        some.add(new InputProblem(
                List.of(), "and %d more".formatted(count - Binding.MAX_PROBLEMS), "too_many_problems"));
        return List.copyOf(some);
    }

    private static boolean isLimited(List<InputProblem> problems) {
        return problems.size() == Binding.MAX_PROBLEMS + 1
                && problems.getLast().type().equals("too_many_problems");
    }
}
