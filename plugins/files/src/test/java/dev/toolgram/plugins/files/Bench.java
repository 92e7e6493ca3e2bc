package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The tool with a real HTTP client, a fake Telegram and a fake name server. */
final class Bench {

    final FakeTelegram telegram = new FakeTelegram();
    final ScriptedResolver resolver = new ScriptedResolver();
    final Path scratch;
    private final SSLContext trust;
    private String allowed = "files.example";
    private boolean httpAllowed;
    private Duration limit = Duration.ofSeconds(20);

    private Bench(Path scratch, SSLContext trust) {
        this.scratch = scratch;
        this.trust = trust;
        resolver.answer("files.example", "127.0.0.1");
    }

    static Bench in(Path scratch) throws GeneralSecurityException {
        return new Bench(scratch, TestCertificate.client());
    }

    static Bench trusting(SSLContext trust, Path scratch) {
        return new Bench(scratch, trust);
    }

    Bench allow(String list) {
        allowed = list;
        return this;
    }

    Bench allowHttp() {
        httpAllowed = true;
        return this;
    }

    Bench limit(Duration value) {
        limit = value;
        return this;
    }

    static SendFile.Input input(String url) {
        return new SendFile.Input(
                new ChatReference("me"), url, null, null, null, false, false, 52_428_800, null, null, null, null);
    }

    static SendFile.Input input(String url, long maxBytes) {
        return new SendFile.Input(
                new ChatReference("me"), url, null, null, null, false, false, maxBytes, null, null, null, null);
    }

    Message send(SendFile.Input input) {
        Downloader downloader =
                new Downloader(new AddressGuard(resolver, AllowList.valueOf(allowed)), httpAllowed, trust);
        return new SendFile(telegram, new Uploads(downloader, Transfers.of(telegram), scratch))
                .call(input, new Call(Instant.now().plus(limit)));
    }

    /** Checks that the call fails on {@code file_url} before anything is sent; returns the message. */
    String refused(SendFile.Input input) {
        ToolException failure = failed(input);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(failure.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).isEqualTo("file_url"));
        return failure.problems().getFirst().message();
    }

    ToolException failed(SendFile.Input input) {
        ToolException failure = catchThrowableOfType(ToolException.class, () -> send(input));
        assertThat(failure).isNotNull();
        assertThat(telegram.functions()).noneMatch(Td.SendMessage.class::isInstance);
        assertScratchEmpty();
        return failure;
    }

    void assertScratchEmpty() {
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Call(Instant deadline) implements ToolContext {
        @Override
        public String requestId() {
            return "test";
        }

        @Override
        public Caller caller() {
            return Caller.REST;
        }
    }
}
