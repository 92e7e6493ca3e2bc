package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.VoiceFile;
import dev.toolgram.host.WebFiles;
import dev.toolgram.host.table.ToolRow.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The tools of the plugin {@code files}. */
final class FilesTools {

    private static final WebFiles WEB = new WebFiles();
    private static final String FILE =
            WEB.serve("notes.txt", "text/plain", "some notes".getBytes(StandardCharsets.UTF_8));

    private static final String VOICE = WEB.serve("voice.ogg", "audio/ogg", VoiceFile.of(3));

    static final List<ToolRow> ROWS = List.of(
            ToolRow.reading(
                    "download_media",
                    "files",
                    "GET /api/messages/{message_id}/media",
                    "READ chat READ",
                    List.of("message_id", "chat"),
                    host -> Map.of("message_id", sent(host, FILE), "chat", "me"),
                    null), // TDLib does not hand on why a download failed: DownloadMediaIT
            new ToolRow(
                    "send_file",
                    "files",
                    "inbox",
                    "POST /api/files",
                    "SEND chat WRITE",
                    List.of("chat", "file_url"),
                    host -> Map.of("chat", "me", "file_url", FILE, "caption", "table"),
                    "messages.sendMedia",
                    new Change(
                            defaults(
                                    Map.of("silent", false, "force_document", false, "max_bytes", 52_428_800),
                                    "parse_mode",
                                    "text",
                                    "reply_to",
                                    "quote",
                                    "topic_id",
                                    "schedule"),
                            "would_send_file",
                            "me",
                            "messages.sendMedia")),
            new ToolRow(
                    "send_album",
                    "files",
                    "inbox",
                    "POST /api/files/album",
                    "SEND chat WRITE",
                    List.of("chat", "items"),
                    host -> Map.of("chat", "me", "items", List.of(item("one"), item("two"))),
                    "messages.sendMultiMedia",
                    new Change(
                            defaults(
                                    Map.of("silent", false, "force_document", false, "max_bytes", 52_428_800),
                                    "parse_mode",
                                    "reply_to",
                                    "quote",
                                    "topic_id",
                                    "schedule"),
                            "would_call",
                            "me",
                            "messages.sendMultiMedia")),
            new ToolRow(
                    "send_voice",
                    "files",
                    "inbox",
                    "POST /api/files/voice",
                    "SEND chat WRITE",
                    List.of("chat", "file_url"),
                    host -> Map.of("chat", "me", "file_url", VOICE),
                    "messages.sendMedia",
                    new Change(
                            defaults(
                                    Map.of("silent", false, "max_bytes", 52_428_800),
                                    "caption",
                                    "parse_mode",
                                    "reply_to",
                                    "quote",
                                    "topic_id",
                                    "schedule"),
                            "would_call",
                            "me",
                            "messages.sendMedia")),
            ToolRow.reading(
                    "transcribe_voice_note",
                    "files",
                    "GET /api/messages/{message_id}/transcription",
                    "READ chat READ",
                    List.of("message_id", "chat"),
                    host -> Map.of("message_id", sent(host, VOICE), "chat", "me"),
                    "messages.transcribeAudio"));

    private static Map<String, Object> item(String caption) {
        return Map.of("file_url", FILE, "caption", caption);
    }

    /** A new file in Saved Messages, which TDLib does not have in its cache. */
    private static long sent(SandboxHost host, String file) {
        return host.post("/api/files", Map.of("chat", "me", "file_url", file))
                .result()
                .get("id")
                .asLong();
    }

    private FilesTools() {}
}
