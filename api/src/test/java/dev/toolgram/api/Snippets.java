package dev.toolgram.api;

import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.util.List;

/** The code in the Javadoc of the API. */
final class Snippets {

    private Snippets() {}

    static final class GetMessages {

        private GetMessages() {}

        record Input(ChatReference chat) {}

        static ToolDefinition<Input, List<Message>> definition() {
            return
            // @start region="definition"
            ToolDefinition.named("get_messages")
                    .title("Read messages")
                    .description("Messages of a chat, newest first.")
                    .input(Input.class)
                    .outputList(Message.class)
                    .route(Route.get("/api/messages"))
                    .effect(Effect.READ)
                    .build();
            // @end
        }
    }

    static final class GetTitle {

        private GetTitle() {}

        // @start region="function"
        record GetChat(long chatId) implements TdFunction<Chat> {}

        record Chat(long id, String title) {}
        // @end
    }

    static final class Forward {

        private Forward() {}

        // @start region="chatAccess"
        record Input(@ChatAccess(ChatAccess.Mode.READ) ChatReference fromChat, ChatReference toChat) {}
        // @end
    }

    static final class Choose {

        private Choose() {}

        // @start region="question"
        record Choice(Period period, boolean withArchive) {}

        enum Period {
            DAY,
            WEEK
        }

        static String choose(ToolContext context) {
            return context.ask(Question.of("period", "Which messages shall be counted?", Choice.class))
                    .map(choice -> "Counting the last " + choice.period())
                    .orElse("Nothing was counted");
        }
        // @end
    }
}
