package dev.toolgram.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProcessSetupTest {

    @Test
    void closingTheStreamOfTheLogLeavesItOpen() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream stream = ProcessSetup.keptOpen(new PrintStream(written, false, UTF_8));

        stream.print("before, ");
        stream.close();
        stream.println("after: Ωμέγα");

        assertThat(written.toString(UTF_8)).isEqualTo("before, after: Ωμέγα\n");
        assertThat(stream.checkError()).isFalse();
    }
}
