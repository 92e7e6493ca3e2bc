package dev.toolgram.plugins.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private List<String> reopened(String... more) {
        List<String> entries = new ArrayList<>();
        try (Journal journal = Journal.open(file())) {
            journal.replay(entry -> entries.add(new String(entry, StandardCharsets.UTF_8)));
            Arrays.stream(more).forEach(entry -> journal.append(entry.getBytes(StandardCharsets.UTF_8)));
        }
        return entries;
    }

    private Path file() {
        return folder.resolve("journal");
    }

    @Test
    void entriesAreThereInTheirOrder() {
        assertThat(reopened("one", "")).isEmpty();
        assertThat(reopened("three")).containsExactly("one", "");
        assertThat(reopened()).containsExactly("one", "", "three");
    }

    @Test
    void whereverItWasCutOffTheWholeEntriesAreLeftAndMoreCanFollow() throws IOException {
        List<String> _ = reopened("first", "second");
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            List<String> left = reopened("third");

            assertThat(List.of("first", "second").subList(0, left.size())).isEqualTo(left);
            left.add("third");
            assertThat(reopened()).as("cut off at " + length).isEqualTo(left);
        }
    }

    @Test
    void oneThatIsInUseIsNotOpened() {
        try (Journal _ = Journal.open(file())) {
            assertThatThrownBy(() -> Journal.open(file()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is in use by another one");
        }
    }

    @Test
    void anyOtherFileIsLeftAlone() throws IOException {
        Files.writeString(file(), "toolgram sandbox 9, or anybody's letter");

        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("move it away");
        assertThat(file()).hasContent("toolgram sandbox 9, or anybody's letter");
    }
}
