package dev.toolgram.plugins.sandbox.tl;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the schema's JSON. Token by token rather than into a tree: nine tenths of the 1.8 MB are comments, and somebody
 * is waiting for the start.
 */
final class SchemaReader {
    private final Map<String, Combinator> constructors = new HashMap<>(2048);
    private final Map<String, Combinator> functions = new HashMap<>(1024);

    Map<String, Combinator> constructors() {
        return constructors;
    }

    Map<String, Combinator> functions() {
        return functions;
    }

    void read(String resource) {
        try (InputStream in = SchemaReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
                // The API's file is an object that holds the entries as "e", the wire's is the array itself.
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        boolean entries = json.currentName().equals("e");
                        json.nextToken();
                        if (entries) {
                            readEntries(json);
                        } else {
                            json.skipChildren();
                        }
                    }
                } else {
                    readEntries(json);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's schema cannot be read", e);
        }
    }

    private void readEntries(JsonParser json) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            readEntry(json);
        }
    }

    private void readEntry(JsonParser json) {
        boolean function = false;
        int id = 0;
        String name = "";
        String type = "";
        Modifiers modifiers = Modifiers.NONE;
        List<Combinator.Field> fields = new ArrayList<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String property = json.currentName();
            json.nextToken();
            switch (property) {
                case "kind" -> function = json.getString().equals("method");
                case "name" -> name = json.getString();
                case "type" -> type = json.getString();
                case "id" -> id = (int) json.getLongValue();
                case "typeModifiers" -> modifiers = Modifiers.read(json);
                case "arguments" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        fields.add(readField(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        Combinator combinator = new Combinator(name, id, fields, TlType.named(modifiers.apply(type)));
        (function ? functions : constructors).put(name, combinator);
    }

    private static Combinator.Field readField(JsonParser json) {
        String name = "";
        String type = "";
        Modifiers modifiers = Modifiers.NONE;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String property = json.currentName();
            json.nextToken();
            switch (property) {
                case "name" -> name = json.getString();
                case "type" -> type = json.getString();
                case "typeModifiers" -> modifiers = Modifiers.read(json);
                default -> json.skipChildren();
            }
        }
        return Combinator.Field.of(name, modifiers.apply(type), modifiers.predicate());
    }

    private record Modifiers(boolean vector, @Nullable String predicate) {
        static final Modifiers NONE = new Modifiers(false, null);

        static Modifiers read(JsonParser json) {
            boolean vector = false;
            String predicate = null;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String property = json.currentName();
                json.nextToken();
                switch (property) {
                    case "isVector" -> vector = json.getBooleanValue();
                    case "predicate" -> predicate = json.getString();
                    default -> json.skipChildren();
                }
            }
            return new Modifiers(vector, predicate);
        }

        String apply(String type) {
            return vector ? "Vector<" + type + ">" : type;
        }
    }
}
