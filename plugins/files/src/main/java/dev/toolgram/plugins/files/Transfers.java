package dev.toolgram.plugins.files;

import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.File;
import dev.toolgram.tdlib.UpdateFile;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Observes the files that TDLib is downloading or uploading. Thread-safe. */
final class Transfers {

    private final Set<Consumer<File>> observers = ConcurrentHashMap.newKeySet();

    private Transfers() {}

    /** Observes the files of an account until the plugin stops. */
    static Transfers of(TelegramClient telegram) {
        Transfers transfers = new Transfers();
        var _ = telegram.subscribe(
                UpdateFile.class, update -> transfers.observers.forEach(observer -> observer.accept(update.file())));
        return transfers;
    }

    /** Calls an observer with each change of any file until it is closed. */
    Observation observe(Consumer<File> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Observation extends AutoCloseable {
        @Override
        void close();
    }
}
