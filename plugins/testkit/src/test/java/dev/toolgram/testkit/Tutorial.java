package dev.toolgram.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of {@code plugins/README.md}.
 *
 * @param files the files to save by path: blocks preceded by a path and a colon
 * @param commands the commands to run
 * @param output the output of the last command
 * @param excerpts the excerpts of the example
 */
record Tutorial(Map<String, String> files, List<String> commands, String output, List<String> excerpts) {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n((?:.*\\n)*?)```\\n", Pattern.MULTILINE);
    private static final Pattern PATH = Pattern.compile("`([\\w./-]+)`:$");

    static Tutorial read(Path readme) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> commands = new ArrayList<>();
        List<String> excerpts = new ArrayList<>();
        String output = "";
        String page = Files.readString(readme);
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            Matcher path = PATH.matcher(page.substring(0, blocks.start()).stripTrailing());
            String text = blocks.group(2);
            switch (blocks.group(1)) {
                case "sh" -> commands.add(text.strip());
                case "json" -> output = text.strip();
                case "xml", "java" -> {
                    if (path.find()) {
                        files.put(path.group(1), text);
                    } else {
                        excerpts.add(text);
                    }
                }
                default -> throw new AssertionError("untested code block of type " + blocks.group(1));
            }
        }
        return new Tutorial(files, commands, output, excerpts);
    }
}
