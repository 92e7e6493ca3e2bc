package dev.toolgram.host.plugin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginTrustTest {

    /** The output of {@code printf hello | sha256sum}. */
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final String OTHER = "0".repeat(64);

    @TempDir
    private Path folder;

    private Path jar;
    private Path pins;
    private Path bundled;

    @BeforeEach
    void write() throws IOException {
        jar = Files.writeString(folder.resolve("copy-17"), "hello");
        pins = folder.resolve("plugins.sha256");
        bundled = Files.writeString(folder.resolve("bundled"), HELLO + "  ours.jar\n");
    }

    @Test
    void bundledPluginOfTheBuildIsPinned() throws IOException, PluginRefusedException {
        PluginTrust trust = listed();

        PluginTrust.Origin origin = trust.origin(jar, "ours.jar");

        assertThat(origin).isEqualTo(new PluginTrust.Origin(true, true, HELLO));
        assertThatCode(() -> trust.check(origin, "ours.jar")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bundledPluginThatWasChangedIsRefusedAlways(boolean listedOnly) throws IOException {
        Files.writeString(jar, "hello, too");
        Files.writeString(pins, "e0db7d54cbd5feb1ec4a5a5bd2d24e4a6c2ca6c0a0a9dfd0dc7b5d0e3b0d5a6b  ours.jar\n");

        assertThatThrownBy(() -> check(new PluginTrust(bundled, listedOnly, pins), "ours.jar"))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessageContaining("has the name of a bundled plugin, but not its content");
    }

    @Test
    void thirdPartysPluginNeedsNoPinUnlessOnlyListedOnesAreWanted() throws IOException, PluginRefusedException {
        PluginTrust any = new PluginTrust(bundled, false, pins);

        assertThat(check(any, "theirs.jar")).isEqualTo(new PluginTrust.Origin(false, false, HELLO));
    }

    @Test
    void withoutAFileOfPinsTheRefusalSaysWhichLineToAddWhere() {
        assertThatThrownBy(() -> check(listed(), "theirs.jar"))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessage("%s does not list it (%s does not exist); if you trust it, the line is: %s  theirs.jar"
                        .formatted(pins, pins, HELLO));
    }

    @Test
    void pinOfOtherContentIsTold() throws IOException {
        Files.writeString(pins, OTHER + "  theirs.jar\n");

        assertThatThrownBy(() -> check(listed(), "theirs.jar"))
                .hasMessageStartingWith("its content is not what %s lists under its name".formatted(pins))
                .hasMessageEndingWith(HELLO + "  theirs.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {HELLO + "  theirs.jar", HELLO + " *plugins/theirs.jar", HELLO + "  it had this name before.jar"})
    void pinnedContentIsTrustedAsSoonAsItIsListed(String line) throws IOException, PluginRefusedException {
        PluginTrust trust = listed();
        assertThatThrownBy(() -> check(trust, "theirs.jar")).isInstanceOf(PluginRefusedException.class);

        Files.writeString(pins, "# what I have read\n\n" + OTHER + "  another.jar\n" + line + "\n");

        assertThat(check(trust, "theirs.jar")).isEqualTo(new PluginTrust.Origin(false, true, HELLO));
    }

    @Test
    void changedFileIsNotTrustedAnyMore() throws IOException, PluginRefusedException {
        Files.writeString(pins, HELLO + "  theirs.jar\n");
        PluginTrust trust = listed();
        assertThat(check(trust, "theirs.jar").pinned()).isTrue();

        Files.writeString(jar, "hello, too");

        assertThatThrownBy(() -> check(trust, "theirs.jar")).isInstanceOf(PluginRefusedException.class);
    }

    @Test
    void linesThatAreNoPinsAreTold() throws IOException {
        Files.writeString(pins, "# fine\n" + HELLO.substring(1) + "  theirs.jar\ntheirs.jar\n");

        assertThatThrownBy(() -> check(listed(), "theirs.jar"))
                .hasMessageContaining("has no hash, two spaces and a name in line 2, 3");
    }

    private PluginTrust listed() {
        return new PluginTrust(bundled, true, pins);
    }

    private PluginTrust.Origin check(PluginTrust trust, String fileName) throws IOException, PluginRefusedException {
        PluginTrust.Origin origin = trust.origin(jar, fileName);
        trust.check(origin, fileName);
        return origin;
    }
}
