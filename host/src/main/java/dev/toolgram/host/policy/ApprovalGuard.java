package dev.toolgram.host.policy;

import dev.toolgram.host.policy.Approval.Binding;
import dev.toolgram.host.policy.Recipients.Chat;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.CallGuard;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.UserAnswer;
import dev.toolgram.host.tool.UserChannel;
import dev.toolgram.host.tool.UserQuestion;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Makes calls wait for a person. Whichever way the person is asked, the approval is kept under the call's binding, so
 * the same call, repeated, finds it. Thread-safe.
 */
public final class ApprovalGuard implements CallGuard {

    private static final String USER = "by-client";

    private final ApprovalRules rules;
    private final Approvals approvals;
    private final Recipients recipients;

    public ApprovalGuard(ApprovalRules rules, Approvals approvals, Recipients recipients) {
        this.rules = rules;
        this.approvals = approvals;
        this.recipients = recipients;
    }

    @Override
    public void admit(RegisteredTool tool, Record input, CallContext call) {
        ApprovalList list = rules.of(call.keyName());
        boolean named = list.names(tool);
        if (call.call().options().preview() || (!named && !list.firstContact())) {
            return;
        }
        List<Chat> chats = recipients.of(tool, input, call);
        if (named
                || chats.stream()
                        .anyMatch(chat -> chat.isWritten() && chat.recipient().firstContact())) {
            require(tool, chats, call);
        }
    }

    private void require(RegisteredTool tool, List<Chat> chats, CallContext call) {
        Binding binding = new Binding(
                call.keyName(),
                tool.name(),
                chats.stream().map(Chat::id).toList(),
                call.call().contentHash());
        UserChannel channel = call.call().options().user();
        if (call.isApprovedBefore(binding.chats())) {
            return;
        }
        if (channel instanceof UserChannel.Repeated(var id, var answers) && id != null && !call.isResumed()) {
            if (!approvals.isFor(id, binding)) {
                throw new CallRefusedException(new ToolResult.UnknownState(
                        "The requestState is used, expired, or for another call: call again without it"));
            }
            call.acceptState();
            UserAnswer answer = answers.get(UserQuestion.APPROVAL);
            if (answer != null) {
                boolean _ = approvals.decide(id, answer.isAccepted(), USER);
            }
        }
        if (channel instanceof UserChannel.None && !rules.canBeAsked(call.keyName())) {
            throw refusal(("%s needs the approval of a person, and nobody can be asked: use an MCP client that supports"
                            + " elicitation, or a key other than the one that approves.")
                    .formatted(tool.name()));
        }
        Approval approval = approvals
                .attend(binding, chats, ApprovalText.summary(call.call().arguments()), call.requestId())
                .orElseThrow(() -> refusal("%d calls of this key wait for the approval of a person: wait for them."
                        .formatted(Approvals.MAX_OPEN)));
        try {
            settle(tool, approval, channel, call);
        } finally {
            approvals.leave(approval);
        }
    }

    private void settle(RegisteredTool tool, Approval approval, UserChannel channel, CallContext call) {
        UserQuestion question =
                UserQuestion.approval(approval.id(), ApprovalText.question(tool.definition(), approval));
        Duration patience = call.patience();
        switch (channel) {
            case UserChannel.None _ -> {}
            case UserChannel.Repeated _ -> patience = Duration.ZERO;
            case UserChannel.Live live -> {
                if (approvals.find(approval.id()) != null) {
                    live.ask(question, answer -> approvals.decide(approval.id(), answer.isAccepted(), USER));
                }
            }
        }
        switch (take(approval, patience)) {
            case APPROVED -> call.approved(approval.binding().chats());
            case DECLINED ->
                throw refusal(
                        "Declined by the user: %s was not called. Do not repeat the call unless the user asks for it."
                                .formatted(tool.name()));
            case PENDING ->
                throw new CallRefusedException(new ToolResult.ApprovalRequired(
                        question,
                        ("%s waits for the approval of a person (approval_id %s), and nothing was sent. Repeat the same"
                                        + " call once it is approved, before %s.")
                                .formatted(
                                        tool.name(),
                                        approval.id(),
                                        approval.expires().truncatedTo(ChronoUnit.SECONDS))));
        }
    }

    private Approvals.State take(Approval approval, Duration patience) {
        try {
            return approvals.take(approval, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallRefusedException(new ToolResult.Cancelled());
        }
    }

    private static CallRefusedException refusal(String message) {
        return new CallRefusedException(new ToolResult.Forbidden(message));
    }
}
