package dev.toolgram.host.telegram.text;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.TextEntityType;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeBlockQuote;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeBold;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeCode;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeCustomEmoji;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeExpandableBlockQuote;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeItalic;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypePre;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypePreCode;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeSpoiler;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeStrikethrough;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeUnderline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Telethon's HTML: unknown and unclosed tags are dropped and their text is kept, entities are decoded. In addition
 * {@code <br>} and {@code <p>} are line breaks, and the tags of Telegram's own HTML are known.
 */
final class HtmlParser {

    private static final String LANGUAGE = "language-";
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();
    private final Set<Class<? extends TextEntityType>> open = new HashSet<>();
    private boolean paragraphEnded;

    FormattedText parse(String html) {
        // The XML tree builder keeps tags as they are nested; HTML's would move them. Positions show which are closed.
        Parser parser = Parser.xmlParser().setTrackPosition(true);
        appendChildren(Jsoup.parse(html, "", parser));
        return Span.strip(text, spans);
    }

    private void appendChildren(Element parent) {
        parent.childNodes().forEach(this::append);
    }

    private void append(Node node) {
        if (node instanceof TextNode content) {
            // A reference to half a surrogate pair, as in &#xD83D;, stands for U+FFFD (HTML, section 13.2.5.80).
            append(LONE_SURROGATE.matcher(content.getWholeText()).replaceAll("\ufffd"));
        } else if (node instanceof Element element) {
            append(element);
        }
    }

    private void append(String content) {
        if (paragraphEnded && !content.isEmpty()) {
            paragraphEnded = false;
            breakLine();
        }
        text.append(content);
    }

    private void append(Element element) {
        switch (element.normalName()) {
            case "br" -> {
                append("\n");
                appendChildren(element);
            }
            case "p" -> {
                paragraphEnded = false;
                breakLine();
                appendChildren(element);
                paragraphEnded = true;
            }
            case "a" -> appendLink(element);
            default -> appendFormatted(element, type(element));
        }
    }

    private void breakLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void appendLink(Element element) {
        Links.Link link = Links.of(element.attr("href").strip());
        if (link.text() == null || link.type() == null) {
            appendFormatted(element, link.type());
        } else {
            int start = text.length();
            append(link.text());
            spans.add(new Span(start, text.length(), link.type()));
        }
    }

    private void appendFormatted(Element element, @Nullable TextEntityType type) {
        if (type == null || !isClosed(element) || !open.add(type.getClass())) {
            appendChildren(element);
            return;
        }
        int start = text.length();
        appendChildren(element);
        open.remove(type.getClass());
        spans.add(new Span(start, text.length(), type));
    }

    /** An unclosed tag would format the rest of the message. */
    private static boolean isClosed(Element element) {
        return element.endSourceRange().isTracked() && !element.endSourceRange().isImplicit();
    }

    private static @Nullable TextEntityType type(Element element) {
        return switch (element.normalName().toLowerCase(Locale.ROOT)) {
            case "b", "strong" -> new TextEntityTypeBold();
            case "i", "em" -> new TextEntityTypeItalic();
            case "u", "ins" -> new TextEntityTypeUnderline();
            case "s", "del", "strike" -> new TextEntityTypeStrikethrough();
            case "tg-spoiler", "spoiler" -> new TextEntityTypeSpoiler();
            case "span" -> element.hasClass("tg-spoiler") ? new TextEntityTypeSpoiler() : null;
            case "code" -> element.closest("pre") == null ? new TextEntityTypeCode() : null;
            case "pre" -> pre(element);
            case "blockquote" ->
                element.hasAttr("expandable")
                        ? new TextEntityTypeExpandableBlockQuote()
                        : new TextEntityTypeBlockQuote();
            case "tg-emoji" -> emoji(element.attr("emoji-id"));
            default -> null;
        };
    }

    private static TextEntityType pre(Element pre) {
        String code = pre.children().stream()
                .filter(child -> child.normalName().equals("code"))
                .map(child -> child.attr("class"))
                .findFirst()
                .orElse("");
        return code.startsWith(LANGUAGE)
                ? new TextEntityTypePreCode(code.substring(LANGUAGE.length()))
                : new TextEntityTypePre();
    }

    private static @Nullable TextEntityType emoji(String id) {
        try {
            return new TextEntityTypeCustomEmoji(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
