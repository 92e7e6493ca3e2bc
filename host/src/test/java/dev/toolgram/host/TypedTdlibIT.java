package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.testkit.RestResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Plugins with the records of toolgram-tdlib, and with records of their own that TDLib would reject. */
class TypedTdlibIT {

    private static final String TYPED = """
            package typed;
            import dev.toolgram.api.*;
            import dev.toolgram.api.telegram.*;
            import dev.toolgram.tdlib.*;
            import java.util.*;
            @org.pf4j.Extension
            public class TypedPlugin implements ToolProvider {
                record Input(ChatReference chat) {}
                record Output(String text) {}
                interface Body { String text(TelegramClient telegram, long chat); }
                static volatile String seen = "";
                public List<Tool<?, ?>> tools(PluginContext context) {
                    TelegramClient telegram = context.telegram();
                    return List.of(
                            new Typed("typed_send", Effect.WRITE, telegram, TypedPlugin::send),
                            new Typed("typed_sneak", Effect.READ, telegram, TypedPlugin::send),
                            new Typed("typed_chat", Effect.READ, telegram, TypedPlugin::chat),
                            new Typed("typed_history", Effect.READ, telegram, TypedPlugin::history),
                            new Typed("typed_mistake", Effect.READ, telegram, TypedPlugin::mistake));
                }
                static String send(TelegramClient telegram, long chat) {
                    var text = new InputMessageText(telegram.format("**typed**", ParseMode.MD), null, false);
                    var sent = telegram.send(new SendMessage(chat, null, null, null, null, text), Message.class);
                    return sent.text() + " " + sent.out();
                }
                static String chat(TelegramClient telegram, long id) {
                    Chat chat = telegram.send(new GetChat(id));
                    String type = switch (chat.type()) {
                        case ChatTypePrivate user -> "user " + telegram.send(new GetUser(user.userId())).firstName();
                        case ChatTypeBasicGroup group -> "group " + group.basicGroupId();
                        case ChatTypeSupergroup group -> "supergroup " + group.isChannel();
                        case ChatTypeSecret secret -> "secret " + secret.secretChatId();
                    };
                    return type + ", " + chat.photo() + ", " + chat.permissions().canSendBasicMessages();
                }
                static String history(TelegramClient telegram, long chat) {
                    List<String> texts = new ArrayList<>();
                    for (TdMessage message : telegram.send(new GetChatHistory(chat, 0, 0, 100, false)).messages()) {
                        if (message.content() instanceof MessageText(FormattedText text, var preview, var options)) {
                            texts.add(text.text() + text.entities());
                        }
                    }
                    return String.join("; ", texts);
                }
                static String mistake(TelegramClient telegram, long chat) {
                    record Titled(String titel) {}
                    return telegram.send(new GetChat(chat), Titled.class).titel();
                }
                record Typed(String name, Effect effect, TelegramClient telegram, Body body) implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() {
                        return ToolDefinition.named(name).title("t").description("d").input(Input.class)
                                .output(Output.class).effect(effect).build();
                    }
                    public Output call(Input input, ToolContext context) {
                        return new Output(body.text(telegram, telegram.resolve(input.chat())));
                    }
                }
            }
            """;

    /** Three mistakes, of which TDLib would report the first that a caller meets. */
    private static final String WRONG = """
            package wrong;
            import dev.toolgram.api.*;
            import dev.toolgram.api.telegram.*;
            import java.util.*;
            @org.pf4j.Extension
            public class WrongPlugin implements ToolProvider {
                record GetCaht(long chatId) implements TdFunction<Dialog> {}
                record GetChat(String chadId) implements TdFunction<Dialog> {}
                record SendMessage(long chatId, Text inputMessageContent) implements TdFunction<Message> {}
                record Text(FormattedText text) {}
                public List<Tool<?, ?>> tools(PluginContext context) { throw new AssertionError("loaded"); }
            }
            """;

    private static final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private static SandboxHost host;

    @BeforeAll
    static void start(@TempDir Path folder) {
        log.start();
        root().addAppender(log);
        JarBuilder.plugin("typed", "typed.TypedPlugin", TYPED)
                .manifest("Toolgram-Effects", "READ, WRITE")
                .manifest("Toolgram-Functions", "getChat, getUser, getChatHistory, sendMessage")
                .writeTo(folder.resolve("typed.jar"));
        JarBuilder.plugin("wrong", "wrong.WrongPlugin", WRONG).writeTo(folder.resolve("wrong.jar"));
        JarBuilder.plugin("undeclared", "typed.TypedPlugin", TYPED)
                .manifest("Toolgram-Functions", "getUser, getChatHistory, sendMessage, getChat, getCaht")
                .writeTo(folder.resolve("undeclared.jar"));
        JarBuilder.plugin("reader", "typed.TypedPlugin", TYPED)
                .manifest("Toolgram-Effects", "READ")
                .manifest("Toolgram-Functions", "getChat, sendMessage")
                .writeTo(folder.resolve("reader.jar"));
        JarBuilder.plugin("bundling", "typed.TypedPlugin", TYPED)
                .with("dev/toolgram/tdlib/GetChat.class", new byte[0])
                .writeTo(folder.resolve("bundling.jar"));
        byte[] code = JarBuilder.plugin("newer", "typed.TypedPlugin", TYPED).entry("typed/TypedPlugin.class");
        JarBuilder.plugin("newer", "typed.TypedPlugin", TYPED)
                .with(
                        "typed/TypedPlugin.class",
                        replaced(code, "dev/toolgram/tdlib/MessageText", "dev/toolgram/tdlib/MessageNext"))
                .writeTo(folder.resolve("newer.jar"));
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()));
    }

    @AfterAll
    static void close() {
        host.close();
        root().detachAppender(log);
    }

    @Test
    void generatedRecordsReachTelegramAndReturnItsTypes() {
        assertThat(call("typed_send", "@bob_stone").path("text").asString()).isEqualTo("typed true");
        assertThat(call("typed_history", "@bob_stone").path("text").asString())
                .startsWith("typed[TextEntity[offset=0, length=5, type=TextEntityTypeBold[]]]");
        assertThat(call("typed_chat", "@bob_stone").path("text").asString()).isEqualTo("user Bob, null, true");
        assertThat(call("typed_chat", "@rust_and_rye").path("text").asString()).startsWith("supergroup false, ");
    }

    @Test
    void toolThatOnlyReadsCannotSend() {
        host.sandbox("calls", Map.of("reset", true));

        RestResponse refused = host.post("/api/tools/typed_sneak", Map.of("chat", "@bob_stone"));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(host.sandbox("calls", Map.of()).toString()).doesNotContain("messages.sendMessage");
        assertThat(failures())
                .contains("typed_sneak is published with the effect READ, but sendMessage does more than read");
    }

    @Test
    void responseTypeWithAnUnknownFieldIsNamed() {
        assertThat(host.post("/api/tools/typed_mistake", Map.of("chat", "@bob_stone"))
                        .status())
                .isEqualTo(500);
        assertThat(failures())
                .anySatisfy(line ->
                        assertThat(line).endsWith(".titel: TDLib's chat has no field titel: did you mean title?"));
    }

    @Test
    void eachMistakeIsNamedAtLoad() {
        assertThat(lines("wrong.jar"))
                .singleElement()
                .asString()
                .startsWith("Rejected plugin wrong.jar: ")
                .contains(
                        "WrongPlugin.GetCaht is not a function of TDLib 1.8.65: did you mean GetChat?",
                        "WrongPlugin.GetChat.chadId: TDLib's getChat has no field chad_id: did you mean chatId?",
                        "WrongPlugin.SendMessage.inputMessageContent (WrongPlugin.Text) is named text, which is not a"
                                + " type of TDLib's InputMessageContent");
        assertThat(lines("undeclared.jar"))
                .containsExactly(
                        "Rejected plugin undeclared.jar: Toolgram-Functions of its manifest has 'getCaht', which"
                                + " is not a function of TDLib 1.8.65: did you mean getChat?");
        assertThat(lines("reader.jar"))
                .containsExactly(
                        "Rejected plugin reader.jar: Toolgram-Effects of its manifest is READ, but sendMessage of"
                                + " Toolgram-Functions does more than read: add WRITE, or remove the function");
        assertThat(lines("bundling.jar"))
                .containsExactly("Rejected plugin bundling.jar: it bundles the classes of dev.toolgram.tdlib: give that"
                        + " dependency the scope 'provided'");
        assertThat(lines("newer.jar"))
                .containsExactly("Rejected plugin newer.jar: it uses dev.toolgram.tdlib.MessageNext, which TDLib 1.8.65"
                        + " does not have: compile it with the toolgram-tdlib of this version");
    }

    private static byte[] replaced(byte[] code, String name, String other) {
        return new String(code, StandardCharsets.ISO_8859_1)
                .replace(name, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static JsonNode call(String tool, String chat) {
        return host.post("/api/tools/" + tool, Map.of("chat", chat)).result();
    }

    private static List<String> lines(String part) {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part))
                .toList();
    }

    private static List<String> failures() {
        return log.list.stream()
                .filter(line -> line.getThrowableProxy() != null)
                .map(line -> line.getThrowableProxy().getMessage())
                .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
