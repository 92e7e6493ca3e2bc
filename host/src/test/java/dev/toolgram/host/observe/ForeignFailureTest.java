package dev.toolgram.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignFailureTest {

    private static class Words extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    private static class Causes extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            return new Causes();
        }
    }

    @Test
    void anHonestFailureStaysWhatItIs() {
        Throwable failure = new IllegalStateException("outer", new RuntimeException("inner"));
        failure.addSuppressed(new RuntimeException("beside", failure));

        assertThat(ForeignFailure.safe(failure)).isSameAs(failure);
    }

    @Test
    void oneThatCannotSayWhatItIsIsNamed() {
        String told = "a %s that cannot be logged (java.lang.IllegalStateException)";

        assertThat(ForeignFailure.safe(new Words())).hasMessage(told.formatted(Words.class.getName()));
        assertThat(ForeignFailure.safe(new RuntimeException("outer", new Words())))
                .hasMessageContaining("cannot be logged");
        assertThat(ForeignFailure.safe(new Causes())).hasMessage(told.formatted(Causes.class.getName()));
    }

    @Test
    void oneThatIsHiddenBesideAnotherIsFound() {
        Throwable failure = new RuntimeException("outer");
        failure.addSuppressed(new RuntimeException("beside", new Words()));

        assertThat(ForeignFailure.safe(failure)).hasMessageContaining("cannot be logged");
    }
}
