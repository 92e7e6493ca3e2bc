package dev.toolgram.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A parsed Dockerfile, with the arguments before the first stage substituted. */
final class Dockerfile {

    private final List<Instruction> instructions = new ArrayList<>();

    /** An instruction: its keyword in capitals and its arguments on one line. */
    record Instruction(String word, String rest) {}

    Dockerfile(Path path) throws IOException {
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(path)) {
            String text = line.strip();
            if (text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            boolean goesOn = text.endsWith("\\");
            open.append(goesOn ? text.substring(0, text.length() - 1).strip() + " " : text);
            if (!goesOn) {
                String[] parts = open.toString().split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts[1]));
                open.setLength(0);
            }
        }
    }

    List<Instruction> all() {
        return List.copyOf(instructions);
    }

    /** The arguments of all instructions with a keyword. */
    List<String> all(String word) {
        return rests(instructions, word);
    }

    /** The instructions of the last stage, which becomes the image. */
    List<Instruction> lastStage() {
        int start = 0;
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).word().equals("FROM")) {
                start = i;
            }
        }
        return instructions.subList(start, instructions.size());
    }

    /** The arguments of the instructions with a keyword in the last stage. */
    List<String> last(String word) {
        return rests(lastStage(), word);
    }

    /** The base images of all stages. */
    List<String> bases() {
        Map<String, String> arguments = new HashMap<>();
        List<String> bases = new ArrayList<>();
        for (Instruction instruction : instructions) {
            if (instruction.word().equals("ARG") && bases.isEmpty()) {
                String[] parts = instruction.rest().split("=", 2);
                arguments.put("${" + parts[0] + "}", parts[1]);
            } else if (instruction.word().equals("FROM")) {
                String image = instruction.rest().split("\\s+")[0];
                bases.add(arguments.getOrDefault(image, image));
            }
        }
        return bases;
    }

    private static List<String> rests(List<Instruction> instructions, String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::rest)
                .toList();
    }
}
