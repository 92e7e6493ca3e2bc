package dev.toolgram.host.config;

import java.util.Collection;
import java.util.List;

/** Thrown when settings of a plugin are missing or wrong, with all of them. The message holds no value. */
public final class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    SettingsException(Collection<String> problems) {
        super("its settings are missing or wrong: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each, naming the variable. */
    public List<String> problems() {
        return problems;
    }
}
