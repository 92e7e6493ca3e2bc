package dev.toolgram.tdlib.generator;

import dev.toolgram.tdlib.generator.Schema.Definition;
import dev.toolgram.tdlib.generator.Schema.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the TypeScript declarations of npm's {@code @prebuilt-tdlib/types}. They declare a type twice if it is both
 * received and sent: {@code message} and {@code message$Input}.
 */
final class Declarations {

    private static final Pattern VERSION = Pattern.compile("// Types for TDLib v(\\S+).*");
    private static final Pattern OBJECT = Pattern.compile("  export type (\\w+)(\\$Input)? = \\{");
    private static final Pattern ALIAS = Pattern.compile("  export type (\\w+)(?:\\$Input)? = (\\w+)(?:\\$Input)?");
    private static final Pattern UNION = Pattern.compile("  export type ([\\w$]+?)(?:\\$Input)? =");
    private static final Pattern MEMBER = Pattern.compile("    \\| '?(\\w+)(?:\\$Input)?'?");
    private static final Pattern FIELD = Pattern.compile("    (?:readonly )?(\\w+)(\\?)?: (.+),");
    private static final Pattern RESULT = Pattern.compile("    (\\w+): (\\w+),");
    private static final Pattern LIST = Pattern.compile("(?:Readonly)?Array<(.*)>");
    private static final String OR_NULL = " | null";
    private static final Pattern MAY_BE_NULL = Pattern.compile("\\bnull\\b");

    private final NumberTypes numbers;
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, Set<String>> unions = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    private String version = "";
    private String doc = "";

    Declarations(NumberTypes numbers) {
        this.numbers = numbers;
    }

    Schema read(List<String> lines) {
        for (Iterator<String> rest = lines.iterator(); rest.hasNext(); ) {
            read(rest.next(), rest);
        }
        numbers.checkAllUsed();
        Map<String, Definition> types = new LinkedHashMap<>();
        Map<String, Definition> functions = new LinkedHashMap<>();
        for (Definition each : definitions.values()) {
            List<Field> fields = each.fields().stream()
                    .map(field -> new Field(field.name(), resolved(field.type()), field.nullable(), field.doc()))
                    .toList();
            (results.containsKey(each.name()) ? functions : types)
                    .put(each.name(), new Definition(each.name(), each.doc(), fields));
        }
        results.replaceAll((_, result) -> resolved(result));
        Map<String, List<String>> classes = new LinkedHashMap<>();
        unions.forEach((name, members) -> {
            if (types.keySet().containsAll(members)) { // the others list the functions
                classes.put(name, List.copyOf(members));
            }
        });
        return new Schema(version, types, classes, descriptions, functions, results);
    }

    private void read(String line, Iterator<String> rest) {
        Matcher object = OBJECT.matcher(line);
        Matcher alias = ALIAS.matcher(line);
        Matcher union = UNION.matcher(line);
        Matcher release = VERSION.matcher(line);
        if (release.matches()) {
            version = release.group(1);
        } else if (line.startsWith("  export type $FunctionResultByName = {")) {
            block(rest)
                    .forEach(each -> results.put(
                            matched(RESULT, each).group(1),
                            matched(RESULT, each).group(2)));
        } else if (object.matches()) {
            add(object.group(1), object.group(2) != null, rest);
        } else if (alias.matches()) {
            aliases.put(alias.group(1), alias.group(2));
        } else if (line.startsWith("  /**")) {
            doc = comment(line, rest);
        } else if (union.matches()) {
            descriptions.put(union.group(1), doc);
            Set<String> members = unions.computeIfAbsent(union.group(1), _ -> new LinkedHashSet<>());
            for (String each = rest.next(); !each.isEmpty(); each = rest.next()) {
                Matcher member = MEMBER.matcher(each);
                if (member.matches()) {
                    members.add(member.group(1));
                }
            }
        }
    }

    private static List<String> block(Iterator<String> rest) {
        List<String> lines = new ArrayList<>();
        for (String line = rest.next(); !line.equals("  }"); line = rest.next()) {
            lines.add(line);
        }
        return lines;
    }

    private void add(String name, boolean input, Iterator<String> rest) {
        String description = "";
        List<Field> fields = new ArrayList<>();
        for (Iterator<String> lines = block(rest).iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.strip().startsWith("/**")) {
                doc = comment(line, lines);
                continue;
            }
            Matcher field = matched(FIELD, line);
            if (field.group(1).equals("_")) {
                description = doc;
            } else {
                fields.add(field(name, field.group(1), field.group(2) != null, field.group(3)));
            }
            doc = "";
        }
        Definition definition = new Definition(name, description, fields);
        definitions.merge(name, definition, input ? Declarations::received : (sent, both) -> received(both, sent));
    }

    /** The received form says which fields are null, the sent form says which numbers are an int64. */
    private static Definition received(Definition received, Definition sent) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < received.fields().size(); i++) {
            Field field = received.fields().get(i);
            Field other = sent.fields().get(i);
            String type = other.type().contains("int64") ? other.type() : field.type();
            fields.add(new Field(field.name(), type, field.nullable() || other.nullable(), field.doc()));
        }
        return new Definition(received.name(), received.doc(), fields);
    }

    private Field field(String owner, String name, boolean optional, String declared) {
        String type = type(owner, name, declared.replace("$Input", ""));
        boolean object = !type.matches("int|int64|double|bool|string");
        // Every field of a sent object is optional, so only the description says whether it may be missing.
        return new Field(
                name, type, object && optional && MAY_BE_NULL.matcher(doc).find(), doc);
    }

    private String type(String owner, String field, String declared) {
        Matcher list = LIST.matcher(declared);
        if (list.matches()) {
            return "[" + type(owner, field, list.group(1)) + "]";
        }
        if (declared.endsWith(OR_NULL)) {
            return type(owner, field, declared.substring(0, declared.length() - OR_NULL.length())) + "?";
        }
        return switch (declared) {
            case "number" -> numbers.is("double", owner, field) ? "double" : "int";
            case "string" -> numbers.is("int64", owner, field) ? "int64" : "string";
            case "number | string" -> "int64";
            case "string /* base64 */" -> "bytes";
            case "boolean" -> "bool";
            default -> matched(Pattern.compile("\\w+"), declared).group();
        };
    }

    private String resolved(String type) {
        if (type.endsWith("?")) {
            return resolved(type.substring(0, type.length() - 1)) + "?";
        }
        return type.startsWith("[")
                ? "[" + resolved(type.substring(1, type.length() - 1)) + "]"
                : aliases.getOrDefault(type, type);
    }

    private static String comment(String first, Iterator<String> lines) {
        StringBuilder text = new StringBuilder(first.strip().substring(3));
        while (text.indexOf("*/") < 0) {
            text.append(' ').append(lines.next().strip().replaceFirst("^\\*(?!/)", ""));
        }
        return text.substring(0, text.indexOf("*/")).replaceAll("\\s+", " ").strip();
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("The declarations have an unexpected line: " + line);
        }
        return matcher;
    }
}
