package dev.toolgram.tdlib.generator;

import dev.toolgram.tdlib.generator.Schema.Definition;
import dev.toolgram.tdlib.generator.Schema.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a record for each type and function, and a sealed interface for each class with several types. */
final class RecordSources {

    private static final String PACKAGE = "dev.toolgram.tdlib";
    private static final String NULLABLE = "@org.jspecify.annotations.Nullable ";
    private static final String API = "dev.toolgram.api.telegram.";

    /** Types of the API with the same fields; the records of {@code TextEntityType} are in the API as well. */
    private static final Map<String, String> IN_API = Map.of(
            "ok", API + "TdFunction.Ok",
            "formattedText", API + "FormattedText",
            "textEntity", API + "TextEntity",
            "TextEntityType", API + "TextEntityType");

    /** Names that java.lang and the API's compact types have: see {@code TdFunction}. */
    private static final Set<String> PREFIXED = Set.of("error", "message");

    private final Schema schema;

    RecordSources(Schema schema) {
        this.schema = schema;
    }

    /** The sources by file name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("package-info.java", """
                /**
                 * Records for the functions and types of TDLib %s, generated from its schema. Their fields change with
                 * TDLib's version.
                 */
                @org.jspecify.annotations.NullMarked
                package %s;
                """.formatted(schema.version(), PACKAGE));
        schema.functions()
                .values()
                .forEach(each -> files.put(
                        javaName(each.name()) + ".java",
                        record(
                                each,
                                API + "TdFunction<" + javaType(schema.results().get(each.name())) + ">")));
        schema.types().values().forEach(each -> {
            String parent = schema.classOf(each.name());
            if (!IN_API.containsKey(each.name()) && !IN_API.containsKey(String.valueOf(parent))) {
                put(files, each.name(), record(each, parent));
            }
        });
        schema.classes().forEach((name, types) -> {
            if (!IN_API.containsKey(name)) {
                put(files, name, sealed(name, schema.descriptions().get(name), types));
            }
        });
        return files;
    }

    private static void put(Map<String, String> files, String name, String source) {
        if (files.put(javaName(name) + ".java", source) != null) {
            throw new IllegalStateException("Two types have the name " + javaName(name));
        }
    }

    private String record(Definition definition, String parent) {
        String doc = definition.fields().stream()
                .map(field -> " * @param " + camelCase(field.name()) + " " + html(field.doc()) + "\n")
                .collect(Collectors.joining());
        String components = definition.fields().stream()
                .map(field -> "\n        " + component(field))
                .collect(Collectors.joining(","));
        return "package %s;\n\n/**\n * %s.\n%s */\npublic record %s(%s)%s {}\n"
                .formatted(
                        PACKAGE,
                        html(definition.doc()),
                        doc.isEmpty() ? "" : " *\n" + doc,
                        javaName(definition.name()),
                        components,
                        parent == null ? "" : "\n        implements " + parent);
    }

    private static String sealed(String name, String doc, List<String> types) {
        String permitted =
                types.stream().map(each -> "\n        " + javaName(each)).collect(Collectors.joining(","));
        return "package %s;\n\n/** %s. */\npublic sealed interface %s permits%s {}\n"
                .formatted(PACKAGE, html(doc), javaName(name), permitted);
    }

    private static String component(Field field) {
        String type = javaType(field.type());
        return (field.nullable() ? nullable(type) : type) + " " + camelCase(field.name());
    }

    /** The annotation is on the simple name, or on the array. */
    private static String nullable(String type) {
        if (type.endsWith("[]")) {
            return type.substring(0, type.length() - 2) + " " + NULLABLE + "[]";
        }
        int simple = type.replaceFirst("<.*", "").lastIndexOf('.') + 1;
        return type.substring(0, simple) + NULLABLE + type.substring(simple);
    }

    private static String javaType(String type) {
        if (type.startsWith("[")) {
            return "java.util.List<" + boxed(javaType(type.substring(1, type.length() - 1))) + ">";
        }
        if (type.endsWith("?")) {
            return nullable(javaType(type.substring(0, type.length() - 1)));
        }
        return switch (type) {
            case "int", "int64" -> "long";
            case "string" -> "String";
            case "bool" -> "boolean";
            case "bytes" -> "byte[]";
            case "double" -> "double";
            default -> IN_API.getOrDefault(type, javaName(type));
        };
    }

    private static String boxed(String type) {
        return switch (type) {
            case "long" -> "Long";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            default -> type;
        };
    }

    private static String javaName(String name) {
        return (PREFIXED.contains(name) ? "Td" : "") + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;");
    }
}
