package dev.toolgram.host.telegram.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TextEntity;
import dev.toolgram.api.telegram.TextEntityType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Markup and its meaning. The rows whose source is {@code telethon} were computed by Telethon 1.37's own parsers; the
 * others say where Toolgram goes beyond them, or does not copy a defect.
 */
@NullMarked
class TextFormatterTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<JsonNode> rows() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TextFormatterTest.class.getResourceAsStream("markup.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.readAllLines().stream().<JsonNode>map(JSON::readTree).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theTableIsLarge() {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(120);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void markupIsReadAsTelethonReadsIt(JsonNode row) {
        FormattedText formatted = TextFormatter.format(
                row.get("input").asString(), ParseMode.of(row.get("mode").asString()));

        assertThat(formatted.text()).isEqualTo(row.get("text").asString());
        assertThat(JSON.writeValueAsString(entities(formatted)))
                .isEqualTo(JSON.writeValueAsString(row.get("entities")));
    }

    @Test
    void plainTextIsNotTouched() {
        assertThat(TextFormatter.format(" **a** <b> ", null)).isEqualTo(FormattedText.plain(" **a** <b> "));
    }

    private static ArrayNode entities(FormattedText text) {
        ArrayNode all = JSON.createArrayNode();
        text.entities().stream()
                .map(TextFormatterTest::entity)
                .sorted(TextFormatterTest::byPlace)
                .forEach(all::add);
        return all;
    }

    private static int byPlace(ArrayNode a, ArrayNode b) {
        int offset = Integer.compare(a.get(1).asInt(), b.get(1).asInt());
        int length = Integer.compare(b.get(2).asInt(), a.get(2).asInt());
        return offset != 0
                ? offset
                : length != 0 ? length : a.get(0).asString().compareTo(b.get(0).asString());
    }

    private static ArrayNode entity(TextEntity entity) {
        List<String> type = switch (entity.type()) {
            case TextEntityType.TextEntityTypeBold _ -> List.of("bold");
            case TextEntityType.TextEntityTypeItalic _ -> List.of("italic");
            case TextEntityType.TextEntityTypeUnderline _ -> List.of("underline");
            case TextEntityType.TextEntityTypeStrikethrough _ -> List.of("strikethrough");
            case TextEntityType.TextEntityTypeSpoiler _ -> List.of("spoiler");
            case TextEntityType.TextEntityTypeCode _ -> List.of("code");
            case TextEntityType.TextEntityTypePre _ -> List.of("pre");
            case TextEntityType.TextEntityTypePreCode pre -> List.of("pre", pre.language());
            case TextEntityType.TextEntityTypeBlockQuote _ -> List.of("blockquote");
            case TextEntityType.TextEntityTypeExpandableBlockQuote _ -> List.of("expandable");
            case TextEntityType.TextEntityTypeTextUrl link -> List.of("text_url", link.url());
            case TextEntityType.TextEntityTypeMentionName mention ->
                List.of("mention_name", Long.toString(mention.userId()));
            case TextEntityType.TextEntityTypeEmailAddress _ -> List.of("email");
            case TextEntityType.TextEntityTypePhoneNumber _ -> List.of("phone");
            case TextEntityType.TextEntityTypeCustomEmoji emoji ->
                List.of("emoji", Long.toString(emoji.customEmojiId()));
            default -> throw new AssertionError(entity);
        };
        ArrayNode node =
                JSON.createArrayNode().add(type.getFirst()).add(entity.offset()).add(entity.length());
        type.stream().skip(1).forEach(node::add);
        return node;
    }
}
