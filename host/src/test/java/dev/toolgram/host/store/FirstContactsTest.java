package dev.toolgram.host.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstContactsTest {

    @TempDir
    private Path folder;

    @Test
    void firstMessagesAreKnownAfterARestartUntilTheirPeriodHasPassed() throws InterruptedException {
        try (Database database = Database.open(folder, new byte[32])) {
            new FirstContacts(database).add(2);
        }
        Thread.sleep(20);
        try (Database database = Database.open(folder, new byte[32])) {
            FirstContacts contacts = new FirstContacts(database);
            contacts.add(3);
            contacts.add(-2); // they were not sent
            assertThat(contacts.within(Duration.ofDays(1)))
                    .hasSize(3)
                    .allMatch(age -> !age.isNegative() && age.compareTo(Duration.ofMinutes(1)) < 0)
                    .isSortedAccordingTo((a, b) -> b.compareTo(a));
            Thread.sleep(20);
            assertThat(contacts.within(Duration.ofMillis(1))).isEmpty();
            assertThat(contacts.within(Duration.ofDays(1))).isEmpty();
        }
    }
}
