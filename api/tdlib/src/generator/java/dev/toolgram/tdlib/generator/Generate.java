package dev.toolgram.tdlib.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code Generate records|schema NUMBER-TYPES DECLARATIONS OUTPUT}: see the script {@code generate}. */
final class Generate {

    private Generate() {}

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[3]);
        Schema schema = new Declarations(new NumberTypes(Path.of(arguments[1])))
                .read(Files.readAllLines(Path.of(arguments[2])));
        if (arguments[0].equals("schema")) {
            Files.createDirectories(output.getParent());
            Files.writeString(output, SchemaText.of(schema));
            return;
        }
        Path folder = output.resolve("dev/toolgram/tdlib");
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : new RecordSources(schema).files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
