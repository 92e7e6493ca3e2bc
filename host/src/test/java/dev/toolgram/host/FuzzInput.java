package dev.toolgram.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/** Generates malformed input. Reproducible: the same seed generates the same input. */
@NullMarked
final class FuzzInput {

    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"x\\udc00\\ud800y\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202e\\u0301\\ufeff\\uffff\\ufffe\\u0007\\u001b\\u007f\\u0085\\u2028\"",
            "\"<b><i>x</b>\"",
            "\"<a href=\\\"tg://user?id=9999999999999999999\\\">x</a>&#0;&#x110000;\"",
            "\"**a __b [x](http://[) `\"",
            "\"[x](tg://user?id=1)\"",
            "\"../../etc/passwd\"",
            "\"%00%ff%s%n${jndi:x}{0}\"",
            "\"md\"",
            "\"html\"",
            "\"" + "x".repeat(4096) + "\"",
            "\"" + "\\ud83d\\ude00".repeat(2049) + "\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"null\"",
            "\"5\"",
            "\"true\"");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "1e2",
            "1e400",
            "-1e400",
            "1e-400",
            "1E999999999",
            "2147483647",
            "2147483648",
            "8796093022208",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1" + "0".repeat(400),
            "9".repeat(5000),
            "0." + "3".repeat(2000),
            "01",
            "+1",
            "NaN",
            "-Infinity",
            "0x10");

    private static final List<String> CHATS = List.of(
            "\"me\"",
            "\"@echo_bot\"",
            "\"rust_and_rye\"",
            "\"https://t.me/harbour_news\"",
            "\"tg://resolve?domain=echo_bot\"",
            "\"t.me/+\\u0000\"",
            "\"t.me/joinchat/AAAA\"",
            "\"https://t.me/c/1/2\"",
            "\"tg://resolve?domain=\"",
            "\"@\"",
            "\"@\\u0000\"",
            "\"+\"",
            "\"+15550002\"",
            "\"+999999999999999999999999\"",
            "\"-100\"",
            "\"-1000000000000\"",
            "\"-1009223372036854775807\"",
            "\"nobody_of_that_name\"",
            "1002",
            "-1002",
            "-100",
            "-1001000000000001");

    /** None with a name to look up: whatever becomes of them, no question leaves this machine. */
    private static final List<String> URLS = List.of(
            "\"https://127.0.0.1:1/x\"",
            "\"https://[::1]:1/x\"",
            "\"https://[::ffff:169.254.169.254]/\"",
            "\"http://127.0.0.1:1/\"",
            "\"file:///etc/passwd\"",
            "\"https://\"",
            "\"https://0x7f000001/\"",
            "\"https://127.0.0.1:99999/\"",
            "\"https://u:p@127.0.0.1/\"",
            "\"https://127.0.0.1/%00%zz\"",
            "\"//\"",
            "\"https:\"");

    private static final List<String> MIRRORED = List.of(
            "",
            " ",
            "x",
            "\u00e9\u00ff",
            "=?base64?",
            "=?base64??=",
            "=?base64?====?=",
            "=?base64?/w==?=",
            "=?base64?7aCA?=",
            "=?BASE64?Z2V0X21l?=",
            "=?base64?" + "QUJD".repeat(3000) + "?=",
            "9".repeat(5000),
            "1e999999999");

    private static final List<String> QUERY_VALUES = List.of(
            "me",
            "%6De",
            "%00",
            "%ff%fe",
            "%zz",
            "%",
            "%ed%a0%80",
            "%c0%80",
            "+",
            "%2B15550002",
            "a;b",
            "a=b=c",
            "",
            "true",
            "TRUE",
            "1",
            "-1",
            "1.5",
            "1e400",
            "9".repeat(400),
            "x".repeat(5000),
            "%F0%9F%98%80",
            "null",
            "[1]",
            "{}",
            "%22",
            "a%26b",
            "%25%32%35",
            "20",
            "0",
            "200",
            "201");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/xml; charset=utf-16",
            "Content-Type: ;;;",
            "Content-Type: text/plain\r\nContent-Type: application/json",
            "Content-Encoding: gzip",
            "Accept: \u00ff\u00fe",
            "Accept: text/html;q=0",
            "Accept-Encoding: *;q=0",
            "Accept-Language: xx-\u0001".replace('\u0001', '-'),
            "X-Request-Id: " + "i".repeat(300),
            "X-Request-Id: <script>\t\u00e9",
            "Origin: null",
            "Origin: http://[",
            "Cookie: a=\"b; $c; =; ;;",
            "Authorization: Bearer",
            "Authorization: Basic \u00ff==",
            "Expect: 100-continue",
            "Upgrade: h2c\r\nHTTP2-Settings: %%%",
            "Range: bytes=-1-",
            "If-None-Match: \"",
            "MCP-Protocol-Version: 2999-01-01",
            "MCP-Protocol-Version: \u00e9",
            "Mcp-Session-Id: ../..",
            "Accept: text/event-stream;q=x,,;=",
            "Mcp-Name: =?base64?",
            "Last-Event-ID: -1",
            "X-Forwarded-For: ' OR 1=1",
            "X-Large: " + "h".repeat(20_000));

    private final Random random;

    FuzzInput(long seed) {
        random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String header() {
        return pick(HEADERS);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /**
     * An object that nearly fits a tool's schema, sometimes altogether.
     *
     * @param fit how likely each field is to be of its type, in percent
     */
    String arguments(JsonNode schema, int fit) {
        List<String> fields = new ArrayList<>();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (var property : schema.path("properties").properties()) {
            if (chance(required.contains(property.getKey()) ? 92 : 40)) {
                fields.add(field(property.getKey(), property.getValue(), fit));
                if (chance(4)) {
                    fields.add(field(property.getKey(), property.getValue(), fit));
                }
            }
        }
        if (chance(6)) {
            fields.add(pick(TEXTS) + ":" + value(1));
        }
        Collections.shuffle(fields, random);
        return "{" + String.join(",", fields) + "}";
    }

    private String field(String name, JsonNode schema, int fit) {
        return "\"" + name + "\":" + (chance(fit) ? fitting(name, schema) : value(2));
    }

    private String fitting(String name, JsonNode schema) {
        String types = schema.path("type").toString();
        if (schema.has("enum")) {
            return pick(schema.get("enum").valueStream().toList()).toString();
        }
        if (name.endsWith("chat")) {
            return chance(40) ? "\"me\"" : pick(CHATS);
        }
        if (name.equals("parse_mode")) {
            return pick(List.of("null", "\"md\"", "\"markdown\"", "\"html\"", "\"HTML\""));
        }
        if (name.equals("file_url")) {
            return pick(URLS);
        }
        if (types.contains("array")) {
            int size = pick(List.of(0, 1, 1, 2, 3, 100, 101));
            return IntStream.range(0, size)
                    .mapToObj(i -> chance(97) ? Integer.toString(1 + random.nextInt(60)) : pick(NUMBERS))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (types.contains("boolean")) {
            return Boolean.toString(random.nextBoolean());
        }
        if (types.contains("integer")) {
            return chance(60) ? Integer.toString(random.nextInt(60)) : pick(NUMBERS);
        }
        return chance(40) ? "\"plain " + random.nextInt(1000) + "\"" : pick(TEXTS);
    }

    /** Any value, or what only looks like one. */
    String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 8)) {
            case 0 -> pick(List.of("null", "true", "false", "nul", "True", "undefined", "", "'a'", "/**/1"));
            case 1 -> pick(NUMBERS);
            case 2, 3 -> pick(TEXTS);
            case 4 -> {
                int levels = pick(List.of(3, 90, 100, 101, 5000));
                yield "[".repeat(levels) + "]".repeat(levels);
            }
            case 5 -> "{\"a\":".repeat(50) + "1" + "}".repeat(50);
            case 6 -> values(depth).collect(Collectors.joining(",", "[", "]"));
            default ->
                values(depth)
                        .map(value -> pick(List.of("\"a\"", "\"b\"", "\"\\u0061\"", "\"\"", "\"@type\"", "\"@extra\""))
                                + ":" + value)
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private java.util.stream.Stream<String> values(int depth) {
        return IntStream.range(0, random.nextInt(5)).mapToObj(i -> value(depth + 1));
    }

    /** The {@code _meta} of a message of MCP's modern era, mostly a good one. */
    String envelope() {
        String version = chance(90) ? "\"2026-07-28\"" : value(2);
        String capabilities = chance(95) ? "{}" : value(2);
        String more = chance(20) ? ",\"io.modelcontextprotocol/clientInfo\":" + value(2) : "";
        String token = chance(40) ? ",\"progressToken\":" + value(2) : "";
        return chance(97)
                ? "{\"io.modelcontextprotocol/protocolVersion\":%s,\"io.modelcontextprotocol/clientCapabilities\":%s%s%s}"
                        .formatted(version, capabilities, more, token)
                : value(2);
    }

    /** The headers of such a message, mostly good ones; each ends its line. */
    String envelopeHeaders(String method, String name) {
        StringBuilder headers = new StringBuilder("Accept: application/json, text/event-stream\r\n");
        headers.append(mirrored("MCP-Protocol-Version", "2026-07-28")).append(mirrored("Mcp-Method", method));
        return headers.append(mirrored("Mcp-Name", name))
                .append(chance(10) ? mirrored("Mcp-Param-Chat", pick(MIRRORED)) : "")
                .toString();
    }

    private String mirrored(String header, String value) {
        if (chance(3)) {
            return "";
        }
        String line = header + ": " + (chance(94) ? value : pick(MIRRORED)) + "\r\n";
        return chance(3) ? line + line : line;
    }

    /** A text as bytes, some of them changed, doubled or gone. */
    byte[] spoiled(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int hits = random.nextInt(4); hits > 0 && bytes.length > 0; hits--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(4)) {
                case 0 -> slice(bytes, 0, at);
                case 1 -> joined(slice(bytes, 0, at), slice(bytes, Math.max(0, at - 9), bytes.length));
                case 2 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, bytes);
                default -> {
                    bytes[at] = (byte) random.nextInt(256);
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    /** A query, raw. */
    String query(JsonNode schema) {
        List<String> names = new ArrayList<>(schema.path("properties").propertyNames());
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            if (chance(60)) {
                pairs.add(name + "="
                        + (chance(50) ? plain(fitting(name, schema.at("/properties/" + name))) : pick(QUERY_VALUES)));
            }
        }
        if (chance(15)) {
            pairs.add(pick(
                    List.of("", "=", "==", "chat", "chat[]=1", "%00=1", "limit=1&limit=2", "%63hat=me", "_=1", ";")));
        }
        return String.join("&", pairs);
    }

    /** A segment of a path, raw. */
    String segment() {
        return pick(QUERY_VALUES).replace("/", "%2F");
    }

    private static String plain(String json) {
        String text = json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
        return java.net.URLEncoder.encode(
                text.length() > 5000 ? text.substring(0, 5000) : text, StandardCharsets.UTF_8);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
