package dev.toolgram.plugins.files;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.tdlib.CancelDownloadFile;
import dev.toolgram.tdlib.DownloadFile;
import dev.toolgram.tdlib.File;
import dev.toolgram.tdlib.OptimizeStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads files into TDLib's cache, where each is kept for a while: a caller that asks for a part or for the rest gets it
 * without a second download. Thread-safe.
 */
final class Downloads {

    private static final Logger log = LoggerFactory.getLogger(Downloads.class);

    private static final int PRIORITY = 16;
    private static final long NO_LIMIT = 1L << 50;
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);

    private final TelegramClient telegram;
    private final Transfers transfers;
    private final Duration kept;
    private final Map<Long, Integer> waiting = new ConcurrentHashMap<>();
    private final ReadWriteLock cleaning = new ReentrantReadWriteLock();
    private final AtomicLong nextCleaning = new AtomicLong(System.nanoTime());

    /** @param kept how long a file stays in the cache at least */
    Downloads(TelegramClient telegram, Transfers transfers, Duration kept) {
        this.telegram = telegram;
        this.transfers = transfers;
        this.kept = kept;
    }

    /**
     * Downloads a file and reports the progress in bytes. What a call that times out has downloaded stays, so that the
     * next one continues.
     */
    Path download(File file, ToolContext context) {
        long id = file.id();
        cleaning.readLock().lock();
        waiting.merge(id, 1, Integer::sum);
        boolean complete = false;
        try (var _ = transfers.observe(changed -> report(changed, id, context))) {
            File downloaded = telegram.send(new DownloadFile(id, PRIORITY, 0, 0, true));
            complete = true;
            return Path.of(downloaded.local().path());
        } catch (ToolException e) {
            throw switch (e.code()) {
                case TIMEOUT ->
                    new ToolException(
                            ErrorCode.TIMEOUT,
                            "The download of %d bytes timed out; repeat the call to continue it"
                                    .formatted(file.expectedSize()),
                            e);
                // TDLib says only that it failed, and not what Telegram said.
                case INVALID_INPUT -> ToolException.telegramRefused(TelegramError.of(400, "FILE_DOWNLOAD_FAILED"));
                default -> e;
            };
        } finally {
            boolean last = waiting.compute(id, (key, count) -> count == null || count == 1 ? null : count - 1) == null;
            if (last && !complete) {
                inBackground(() -> telegram.send(new CancelDownloadFile(id, false)));
            }
            cleaning.readLock().unlock();
            clean();
        }
    }

    private static void report(File changed, long id, ToolContext context) {
        if (changed.id() == id) {
            context.progress(changed.local().downloadedSize(), (double) changed.expectedSize(), "downloading");
        }
    }

    private void clean() {
        long now = System.nanoTime();
        long due = nextCleaning.get();
        long next = now + (kept.compareTo(BETWEEN_CLEANINGS) < 0 ? kept : BETWEEN_CLEANINGS).toNanos();
        if (now - due >= 0 && nextCleaning.compareAndSet(due, next)) {
            long seconds = kept.toSeconds();
            inBackground(() -> {
                // Otherwise it would cancel downloads to the paths of the files that it deletes.
                if (cleaning.writeLock().tryLock()) {
                    try {
                        var _ = telegram.send(new OptimizeStorage(
                                NO_LIMIT,
                                seconds,
                                Integer.MAX_VALUE,
                                seconds,
                                List.of(),
                                List.of(),
                                List.of(),
                                false,
                                0));
                    } finally {
                        cleaning.writeLock().unlock();
                    }
                }
            });
        }
    }

    /** Not by the call, which has ended or has to answer. */
    private static void inBackground(Runnable work) {
        Thread.ofVirtual().name("files-cache").start(() -> {
            try {
                work.run();
            } catch (ToolException e) {
                log.debug("TDLib's file cache was not cleaned: {}", e.toString());
            }
        });
    }
}
