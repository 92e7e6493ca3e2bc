package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TdLibraryTest {

    private final Echo td = new Echo();
    private final TdLibrary library = new TdLibrary(td);

    @Test
    void eachClientHearsItsOwnInOrder() throws InterruptedException {
        BlockingQueue<String> first = new LinkedBlockingQueue<>();
        BlockingQueue<String> second = new LinkedBlockingQueue<>();
        TdClient one = library.open(message -> first.add(message.type()));
        TdClient two = library.open(message -> second.add(message.type()));

        one.send(function("a"));
        two.send(function("b"));
        one.send(function("c"));

        assertThat(next(first)).isEqualTo("a");
        assertThat(next(first)).isEqualTo("c");
        assertThat(next(second)).isEqualTo("b");
        one.forget();
        two.forget();
    }

    @Test
    void whatAReceiverThrowsAndWhatIsNotJsonDoesNotEndTheLoop() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        TdClient client = library.open(message -> {
            heard.add(message.type());
            throw new IllegalStateException("receiver failed on purpose");
        });

        client.send(function("a"));
        td.messages.add("{not json".getBytes(StandardCharsets.UTF_8));
        client.send(function("b"));

        assertThat(next(heard)).isEqualTo("a");
        assertThat(next(heard)).isEqualTo("b");
        client.forget();
    }

    @Test
    void theLoopEndsWithItsLastClientAndStartsWithTheNext() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        for (int round = 0; round < 2; round++) {
            TdClient[] client = new TdClient[1];
            client[0] = library.open(message -> {
                threads.add(Thread.currentThread());
                client[0].forget();
            });
            client[0].send(function("closed"));

            Thread loop = threads.poll(10, TimeUnit.SECONDS);
            assertThat(loop).isNotNull();
            assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
            assertThat(loop.isDaemon()).isTrue();
        }
    }

    @Test
    void receiveLoopEndsWithoutClients() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        TdClient client = library.open(message -> threads.add(Thread.currentThread()));
        TdClient other = library.open(message -> {});
        client.send(function("a"));
        Thread loop = threads.poll(10, TimeUnit.SECONDS);
        assertThat(loop).isNotNull();

        client.forget();
        client.awaitEnd();
        assertThat(loop.isAlive()).as("while another client is open").isTrue();
        other.forget();
        other.awaitEnd();

        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void whatTdlibSaysAtItsEndIsLoggedInOneShortLine() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(TdLibrary.class);
        logger.addAppender(lines);
        try {
            td.log.accept("[ 0][t 7][Binlog.cpp:679]\tFailed to unlink old binlog " + "x".repeat(300) + "\nmore\n", 0);
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage())
                    .startsWith("TDLib aborts this process: [ 0][t 7][Binlog.cpp:679]\tFailed to unlink old binlog xxx")
                    .hasSizeLessThan(250)
                    .endsWith("x…");
        });
    }

    /** Other messages quote the server's data. */
    @Test
    void onlyFatalMessagesAreWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tdlib.log");
        library.logTo(file);

        td.log.accept("a warning about a person\n", 2);
        td.log.accept("an error about a person\n", 1);
        assertThat(file).doesNotExist();

        td.log.accept("no way to go on\n", 0);
        assertThat(Files.readString(file)).isEqualTo("no way to go on\n");
    }

    @Test
    void theLogIsSilencedFirst() {
        assertThat(td.executed)
                .containsExactly(
                        "{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":0}",
                        "{\"@type\":\"setLogStream\",\"log_stream\":{\"@type\":\"logStreamEmpty\"}}",
                        "{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":2}");
    }

    @Test
    void aFileThatIsNotTdlibIsRefused(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("libtdjson.so"), "not a library");

        assertThatThrownBy(() -> TdLibrary.load(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be loaded");
        assertThatThrownBy(() -> TdLibrary.load(folder.resolve("missing.so")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is not there");
    }

    private static byte[] function(String name) {
        return "{\"@type\":\"%s\"}".formatted(name).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(10, TimeUnit.SECONDS);
    }

    /** A TDLib that says back what it is told. */
    private static final class Echo implements TdJson {

        private final AtomicInteger clients = new AtomicInteger();
        private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        private final List<String> executed = new CopyOnWriteArrayList<>();
        private ObjIntConsumer<String> log = (message, level) -> {};

        @Override
        public int createClientId() {
            return clients.incrementAndGet();
        }

        @Override
        public void send(int clientId, byte[] request) {
            String text = new String(request, StandardCharsets.UTF_8);
            messages.add(
                    text.replaceFirst("}$", ",\"@client_id\":" + clientId + "}").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public byte @Nullable [] receive(Duration timeout) {
            try {
                return messages.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable String execute(String request) {
            executed.add(request);
            return null;
        }

        @Override
        public boolean onLog(int maxLevel, ObjIntConsumer<String> listener) {
            log = listener;
            return true;
        }
    }
}
