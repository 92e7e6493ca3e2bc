package dev.toolgram.plugins.files;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.tdlib.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a caller's files to a folder of the call, and reports the bytes on their way to Telegram. Thread-safe. */
final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final Downloader downloader;
    private final Transfers transfers;
    private final Path scratch;

    Uploads(Downloader downloader, Transfers transfers, Path scratch) {
        this.downloader = downloader;
        this.transfers = transfers;
        this.scratch = scratch;
    }

    /**
     * A file of the input.
     *
     * @param field the path of the field, for errors
     * @param source where the file comes from
     */
    record Item(List<Object> field, FileSource source) {

        ToolException refused(String message) {
            return ToolException.invalidInput(List.of(new InputProblem(field, message, "value_error")));
        }
    }

    /**
     * Parses a field that names a file.
     *
     * @throws ToolException {@code INVALID_INPUT} if it names none
     */
    Item item(List<Object> field, String text, ToolContext context) {
        try {
            return new Item(field, FileSource.parse(text, downloader, context));
        } catch (UnfetchableException e) {
            throw ToolException.invalidInput(
                    List.of(new InputProblem(field, String.valueOf(e.getMessage()), "value_error")));
        }
    }

    /**
     * Stores the files, sends them, and deletes them.
     *
     * @param maxBytes the maximum size of each file
     * @param send returns when Telegram has the files
     */
    <R> R send(List<Item> items, long maxBytes, ToolContext context, Function<List<Download>, R> send) {
        try (ScratchFolder folder = ScratchFolder.in(scratch)) {
            List<Download> files = new ArrayList<>();
            long fromWeb = 0;
            for (Item item : items) {
                long before = fromWeb;
                Download file =
                        store(item, folder.path().resolve(Integer.toString(files.size())), maxBytes, context, before);
                fromWeb += item.source() instanceof FileSource.Web ? file.size() : 0;
                files.add(file);
            }
            try (var _ = transfers.observe(new UploadProgress(files, fromWeb, context)::changed)) {
                return send.apply(files);
            }
        } catch (UncheckedIOException e) {
            log.error("Could not store the file in {}", scratch, e);
            throw new ToolException(
                    ErrorCode.NOT_READY,
                    "The host could not store the file; the operator can find the reason in the log.",
                    e);
        }
    }

    private Download store(Item item, Path folder, long maxBytes, ToolContext context, long before) {
        try {
            Files.createDirectory(folder);
            return item.source()
                    .store(
                            folder,
                            downloader,
                            maxBytes,
                            context,
                            bytes -> context.progress(before + bytes, null, "fetching the file"));
        } catch (UnfetchableException e) {
            throw item.refused(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new ToolException(
                    ErrorCode.TIMEOUT,
                    "The download timed out and nothing was sent. Retry with a smaller file or a faster server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.TIMEOUT, "The call was cancelled during the download; nothing was sent.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of some files that Telegram has, after those that have come from the web. */
    private static final class UploadProgress {

        private final Map<String, Long> uploaded = new ConcurrentHashMap<>();
        private final long before;
        private final double total;
        private final ToolContext context;

        UploadProgress(List<Download> files, long before, ToolContext context) {
            this.before = before;
            this.total = before + files.stream().mapToLong(Download::size).sum();
            this.context = context;
            for (Download file : files) {
                try {
                    uploaded.put(file.file().toRealPath().toString(), 0L);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        void changed(File file) {
            if (uploaded.replace(file.local().path(), file.remote().uploadedSize()) != null) {
                long sum = uploaded.values().stream().mapToLong(Long::longValue).sum();
                context.progress(before + sum, total, "uploading");
            }
        }
    }
}
