package dev.toolgram.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of {@code plugins/README.md}.
 *
 * @param commands the commands to run
 * @param output the output of the last command
 * @param excerpts the excerpts of the generated project and the example
 */
record Tutorial(List<String> commands, String output, List<String> excerpts) {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n((?:.*\\n)*?)```\\n", Pattern.MULTILINE);

    static Tutorial read(Path readme) throws IOException {
        List<String> commands = new ArrayList<>();
        List<String> excerpts = new ArrayList<>();
        String output = "";
        String page = Files.readString(readme);
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            String text = blocks.group(2);
            switch (blocks.group(1)) {
                case "sh" -> commands.add(text.strip());
                case "json" -> output = text.strip();
                case "java", "xml" -> excerpts.add(text);
                default -> throw new AssertionError("untested code block of type " + blocks.group(1));
            }
        }
        return new Tutorial(commands, output, excerpts);
    }
}
