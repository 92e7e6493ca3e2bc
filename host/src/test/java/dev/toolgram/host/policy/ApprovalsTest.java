package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.policy.Approval.Binding;
import dev.toolgram.host.policy.Approvals.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An approval is for one call, and is used once. */
class ApprovalsTest {

    private static final Binding CALL = new Binding("assistant", "delete_chat", List.of(7L), "hash");
    private static final Duration NOW = Duration.ZERO;

    private final Approvals approvals = new Approvals(Duration.ofMinutes(5));

    private Approval ask(Binding binding) {
        return approvals.attend(binding, List.of(), "", "r1").orElseThrow();
    }

    /** Asks, and does not wait. */
    private Approval asked(Binding binding) {
        Approval approval = ask(binding);
        approvals.leave(approval);
        return approval;
    }

    /** The outcome of a call that does not wait. */
    private State call(Binding binding) throws InterruptedException {
        Approval approval = ask(binding);
        try {
            return approvals.take(approval, NOW);
        } finally {
            approvals.leave(approval);
        }
    }

    static Stream<Binding> others() {
        return Stream.of(
                new Binding("digest", "delete_chat", List.of(7L), "hash"),
                new Binding(null, "delete_chat", List.of(7L), "hash"),
                new Binding("assistant", "leave_chat", List.of(7L), "hash"),
                new Binding("assistant", "delete_chat", List.of(8L), "hash"),
                new Binding("assistant", "delete_chat", List.of(), "hash"),
                new Binding("assistant", "delete_chat", List.of(7L, 7L), "hash"),
                new Binding("assistant", "delete_chat", List.of(7L), "other"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anApprovalIsForNoOtherCall(Binding other) throws Exception {
        Approval approval = asked(CALL);
        assertThat(approvals.decide(approval.id(), true, "test")).isTrue();

        assertThat(approvals.isFor(approval.id(), other)).isFalse();
        assertThat(call(other)).isEqualTo(State.PENDING);
        assertThat(call(CALL)).isEqualTo(State.APPROVED);
    }

    @Test
    void anApprovalIsUsedOnce() throws Exception {
        Approval approval = asked(CALL);
        assertThat(approvals.decide(approval.id(), true, "test")).isTrue();

        assertThat(call(CALL)).isEqualTo(State.APPROVED);
        assertThat(call(CALL)).isEqualTo(State.PENDING);
        assertThat(approvals.isFor(approval.id(), CALL)).isFalse();
    }

    @Test
    void aDecisionIsFinal() throws Exception {
        Approval approval = asked(CALL);
        assertThat(approvals.decide(approval.id(), false, "test")).isTrue();

        assertThat(approvals.decide(approval.id(), true, "test")).isFalse();
        assertThat(approvals.decide("unknown", true, "test")).isFalse();
        assertThat(approvals.pending()).isEmpty();
        assertThat(call(CALL)).isEqualTo(State.DECLINED);
        assertThat(call(CALL)).as("asks again").isEqualTo(State.PENDING);
    }

    @Test
    void aRepeatedCallFindsTheApprovalThatItsPredecessorLeft() {
        Approval first = asked(CALL);

        assertThat(asked(CALL).id()).isEqualTo(first.id());
        assertThat(approvals.pending()).extracting(Approval::id).containsExactly(first.id());
    }

    @Test
    void twoCallsThatWaitHaveAnApprovalEach() {
        assertThat(ask(CALL).id()).isNotEqualTo(ask(CALL).id());
        assertThat(approvals.pending()).hasSize(2);
    }

    @Test
    void aWaitingCallGoesOnWhenItIsDecided() throws Exception {
        Approval approval = ask(CALL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<State> waiting = threads.submit(() -> approvals.take(approval, Duration.ofSeconds(20)));
            assertThat(approvals.decide(approval.id(), true, "test")).isTrue();

            assertThat(waiting.get()).isEqualTo(State.APPROVED);
        }
    }

    /** Before the decision, and between the decision and its use. */
    @Test
    void anApprovalExpires() throws Exception {
        Approvals brief = new Approvals(Duration.ofMillis(50));
        Approval undecided = brief.attend(CALL, List.of(), "", "r1").orElseThrow();
        assertThat(undecided.expires()).isEqualTo(undecided.created().plusMillis(50));
        assertThat(brief.take(undecided, Duration.ofSeconds(20))).isEqualTo(State.PENDING);
        assertThat(brief.decide(undecided.id(), true, "test")).isFalse();

        Approval unused = brief.attend(CALL, List.of(), "", "r1").orElseThrow();
        brief.leave(unused);
        assertThat(brief.decide(unused.id(), true, "test")).isTrue();
        Awaitility.await().until(() -> !brief.isFor(unused.id(), CALL));
        Approval next = brief.attend(CALL, List.of(), "", "r1").orElseThrow();
        assertThat(brief.take(next, NOW)).isEqualTo(State.PENDING);
    }

    @Test
    void ofSixtyFourCallsAtOnceOneUsesAnApproval() throws Exception {
        for (int round = 0; round < 50; round++) {
            Approval approval = asked(CALL);
            assertThat(approvals.decide(approval.id(), true, "test")).isTrue();
            List<Callable<State>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> call(CALL));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(threads.invokeAll(calls).stream().map(Future::resultNow))
                        .filteredOn(State.APPROVED::equals)
                        .hasSize(1);
            }
        }
    }

    @Test
    void aKeyHasSoManyOpenApprovalsAndOthersStillTheirs() {
        for (int i = 0; i < Approvals.MAX_OPEN; i++) {
            Approval _ = asked(numbered("assistant", i));
        }

        assertThat(approvals.attend(numbered("assistant", 100), List.of(), "", "r1"))
                .isEmpty();
        assertThat(approvals.attend(numbered("assistant", 5), List.of(), "", "r1"))
                .isPresent();
        assertThat(approvals.attend(numbered("digest", 100), List.of(), "", "r1"))
                .isPresent();
        assertThat(approvals.attend(numbered(null, 100), List.of(), "", "r1")).isPresent();
    }

    private static Binding numbered(@Nullable String key, int number) {
        return new Binding(key, "delete_chat", List.of(7L), "hash " + number);
    }

    @Test
    void idsAreLongAndNeverTheSame() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < Approvals.MAX_OPEN; i++) {
            ids.add(asked(numbered("assistant", i)).id());
        }

        assertThat(ids)
                .hasSize(Approvals.MAX_OPEN)
                .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{24}"));
    }
}
