package dev.toolgram.host.tool;

import dev.toolgram.api.Attachment;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Question;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.schema.RecordBinder;
import dev.toolgram.host.store.JournaledCall;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts of one call, bound to its thread: the Telegram client finds the deadline here, so tools need not pass it
 * on.
 */
public final class CallContext implements ToolContext, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CallContext.class);

    static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();

    /** The time that a waiting call keeps for the tool. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final ToolCall call;
    private final CallQuestions questions;
    private final OptionalLong accountId;
    private final Effect.Kind effect;
    private final Instant deadline;
    private final Path scratchParent;
    private @Nullable Path scratch;
    private boolean closed;
    private volatile List<Long> chats = List.of();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile @Nullable JournaledCall journal;
    private Consumer<Record> guard = input -> {};
    private @Nullable ChatReference written;
    private @Nullable Recipient recipient;
    private @Nullable Recipient expected;
    private boolean heldBack;
    private UnaryOperator<Object> filter = result -> result;
    private Runnable onQuestion = () -> {};
    private Consumer<ChatReference> resolving = chat -> {};
    private Consumer<ChatReference> joining = chat -> {};
    private @Nullable Validator validator;
    private double lastProgress = Double.NEGATIVE_INFINITY;

    /**
     * The context of a new call.
     *
     * @param effect the tool's effect
     * @param accountId the account, once logged in
     * @param deadline when the caller stops waiting
     * @param scratchParent the parent of the call's scratch directory
     * @param open the questions to callers that repeat their calls
     */
    CallContext(
            ToolCall call,
            Effect.Kind effect,
            OptionalLong accountId,
            Instant deadline,
            Path scratchParent,
            OpenQuestions open) {
        this.call = call;
        this.questions = new CallQuestions(open, call, effect == Effect.Kind.READ);
        this.effect = effect;
        this.accountId = accountId;
        this.deadline = deadline;
        this.scratchParent = scratchParent;
    }

    /** The call on the current thread; empty outside of a call. */
    public static Optional<CallContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /**
     * A function that may change something is about to be called.
     *
     * @throws ToolException {@code INTERNAL} if the tool is published as one that only reads
     */
    public void countWrite(String function) {
        if (effect == Effect.Kind.READ) {
            throw new ToolException(
                    ErrorCode.INTERNAL,
                    "%s is published with the effect READ, but %s does more than read"
                            .formatted(call.tool(), function));
        }
        if (call.options().preview()) {
            heldBack = true;
            throw new WriteHeldBack();
        }
        writes.incrementAndGet();
    }

    /** Whether a preview has reached the first function that would change something. */
    boolean isHeldBack() {
        return heldBack;
    }

    /** The chat that the call is about to change; {@code null} for none. */
    void writesTo(@Nullable ChatReference chat) {
        written = chat;
    }

    /** The chat that the preview of this call resolved; {@code null} for none. */
    void expects(@Nullable Recipient previewed) {
        expected = previewed;
    }

    /**
     * A chat reference was resolved.
     *
     * @throws CallRefusedException if the preview of this call resolved it to another chat
     */
    public void resolved(ChatReference chat, Supplier<Recipient> described) {
        if (recipient != null || !chat.equals(written)) {
            return;
        }
        try {
            recipient = described.get();
        } catch (ToolException e) {
            return; // the call itself may succeed
        }
        if (expected != null && expected.chatId() != recipient.chatId()) {
            throw new CallRefusedException(new ToolResult.Conflict(
                    "'%s' is now another chat than in the preview: preview the call again.".formatted(chat.value())));
        }
    }

    /** The chat that the call changes, as it was before; {@code null} for none. */
    @Nullable
    Recipient recipient(@Nullable RecipientLookup lookup) {
        if (recipient == null && written != null && lookup != null) {
            try {
                recipient = lookup.find("", written, deadline);
            } catch (ToolException e) {
                return null; // for example an invite link to a chat that awaits approval
            }
        }
        return recipient;
    }

    /** The chats that the guards have resolved, as TDLib's ids; for the audit. */
    public List<Long> chats() {
        return chats;
    }

    /** Records the resolved chats. */
    public void chats(List<Long> resolved) {
        chats = List.copyOf(resolved);
    }

    /** Decides on the bound input; throws to refuse the call. */
    void guard(Consumer<Record> decision) {
        guard = decision;
    }

    /**
     * Limits what the caller sees of the result.
     *
     * @param visible returns a value of the same type, or throws {@link CallRefusedException}
     */
    public void filter(UnaryOperator<Object> visible) {
        filter = visible;
    }

    /** Sets what happens when the call ends with a question, and another call brings the answer. */
    public void onQuestion(Runnable action) {
        onQuestion = action;
    }

    /** The call ends with a question of its tool. */
    void asked() {
        onQuestion.run();
    }

    /**
     * Limits the chats that are only known once the tool runs.
     *
     * @param resolve called with each reference that the tool is about to resolve; throws to refuse it
     * @param join called with each invite link that the tool is about to join by; throws to refuse it
     */
    public void limitChats(Consumer<ChatReference> resolve, Consumer<ChatReference> join) {
        resolving = resolve;
        joining = join;
    }

    /**
     * A tool is about to resolve a reference.
     *
     * @throws ToolException {@code FORBIDDEN} if its caller may not use the chat
     */
    public void resolving(ChatReference chat) {
        resolving.accept(chat);
    }

    /**
     * A tool is about to join the chat behind an invite link.
     *
     * @throws CallRefusedException if its caller may not write there
     */
    public void joining(ChatReference inviteLink) {
        joining.accept(inviteLink);
    }

    /** Asks the guards, before the tool runs. */
    void admit(Record input) {
        guard.accept(input);
    }

    /** The part of the tool's result that the caller may see. */
    Object visible(Object result) {
        return filter.apply(result);
    }

    /** The call as the caller made it. */
    public ToolCall call() {
        return call;
    }

    /** Records the call's requests from now on. */
    void record(JournaledCall journaled) {
        journal = journaled;
    }

    /** Records the requests that must not be sent twice; {@code null} for a call that only reads. */
    public @Nullable JournaledCall journal() {
        return journal;
    }

    /** The number of calls of functions that may change something. */
    int writes() {
        return writes.get();
    }

    @Override
    public String requestId() {
        return call.requestId();
    }

    @Override
    public Caller caller() {
        return call.caller();
    }

    @Override
    public @Nullable String keyName() {
        return call.keyName();
    }

    @Override
    public @Nullable Long accountId() {
        return accountId.isPresent() ? accountId.getAsLong() : null;
    }

    @Override
    public Map<String, Attachment> attachments() {
        return call.options().files().all();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isCancelled() {
        return call.cancellation().isCancelled();
    }

    @Override
    public synchronized void progress(double progress, @Nullable Double total, @Nullable String message) {
        if (progress > lastProgress && Double.isFinite(progress)) {
            lastProgress = progress;
            call.listener().progressed(progress, total != null && Double.isFinite(total) ? total : null, message);
        }
    }

    /** The time for which the call may wait for a person. */
    public Duration patience() {
        Duration left = remaining();
        Duration reserve = left.dividedBy(4);
        return left.minus(reserve.compareTo(RESERVE) < 0 ? reserve : RESERVE);
    }

    /** Whether the call answers a question of its tool, so that its state is not an approval's. */
    public boolean isResumed() {
        return questions.isResumed();
    }

    /** The state of the call is an approval's. */
    public void acceptState() {
        questions.acceptState();
    }

    /** The call was approved by a person, for these chats. */
    public void approved(List<Long> resolved) {
        questions.approved(resolved);
    }

    /**
     * Whether the call was approved for these chats, and its tool has asked a question since.
     *
     * @throws CallRefusedException if it has been repeated with the answer already
     */
    public boolean isApprovedBefore(List<Long> resolved) {
        return questions.isApprovedBefore(resolved);
    }

    /** Checks the answers to the tool's questions. */
    void validate(Validator answers) {
        validator = answers;
    }

    @Override
    public boolean canAsk() {
        return !(call.options().user() instanceof UserChannel.None);
    }

    @Override
    public <T extends Record> Optional<T> ask(Question<T> question) {
        Validator answers = validator;
        if (answers == null) {
            throw new UnsupportedOperationException("this call cannot ask its user");
        }
        if (writes() > 0) {
            throw new IllegalStateException("question '%s' comes after a function that changes something: ask before it"
                    .formatted(question.name()));
        }
        RecordBinder<T> binder = new RecordBinder<>(question.answer());
        UserQuestion asked = QuestionForms.of(question, binder.schema());
        if (call.options().preview()) {
            heldBack = true;
            throw new WriteHeldBack();
        }
        return questions.ask(asked, content -> binder.bind(content, answers), patience());
    }

    /** Created when the tool asks for it: most never do. */
    @Override
    public synchronized Path scratchDirectory() {
        if (closed) {
            throw new IllegalStateException("the call has already ended");
        }
        Path folder = scratch;
        if (folder == null) {
            try {
                folder = Files.createTempDirectory(scratchParent, "call-"); // for its owner only
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot create a directory in " + scratchParent, e);
            }
            scratch = folder;
        }
        return folder;
    }

    /** Deletes the call's scratch directory. */
    @Override
    public synchronized void close() {
        closed = true;
        if (scratch == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot delete scratch directory {}: {}", scratch, e.toString());
        }
    }
}
