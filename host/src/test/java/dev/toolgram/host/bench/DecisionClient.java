package dev.toolgram.host.bench;

import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.Installation;
import dev.toolgram.host.config.PacingConfig;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.policy.ApprovalGuard;
import dev.toolgram.host.policy.ApprovalList;
import dev.toolgram.host.policy.ApprovalRules;
import dev.toolgram.host.policy.Approvals;
import dev.toolgram.host.policy.Chats;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.policy.Pacing;
import dev.toolgram.host.policy.PacingGuard;
import dev.toolgram.host.policy.Policies;
import dev.toolgram.host.policy.PolicyGuard;
import dev.toolgram.host.policy.Recipients;
import dev.toolgram.host.tool.CallGuard;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.Recipient;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Scanner;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process that decides on calls of the bundled tools as the host does: the tool, its chats, the approval, the pacing.
 * The chats are known.
 */
final class DecisionClient {

    /** The thread's processor time: other processes do not count. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** A key for a group, its tools and the contacts. */
    static final String SCOPED = "scoped";

    private static final long GROUP = -1_000_000_003_001L;

    private static final String KEYS = """
            {"keys": {"%s": {"hash": "%s", "tools": ["moderator", "-send_file"],
              "chats": {"read": ["*", "-@secret"], "write": ["@rust_and_rye", "contacts"]},
              "approve": ["destructive"]}}}
            """.formatted(SCOPED, KeyFile.hash("bench".getBytes(StandardCharsets.US_ASCII)));

    private DecisionClient() {}

    /** @param arguments the distribution and a folder */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(folder.resolve(KeyFile.NAME), KEYS);
        ToolRegistry registry = new ToolRegistry();
        InstantHost.plugins(Installation.at(Path.of(arguments[0])), folder, folder)
                .load(registry);
        try (Policies policies = new Policies(
                        folder.resolve(KeyFile.NAME), Optional.empty(), registry, Instant::now, Duration.ZERO);
                ToolDispatcher dispatcher = new ToolDispatcher(
                        registry, Duration.ofSeconds(60), OptionalLong::empty, folder, CallListener.NOBODY)) {
            List<String> problems = policies.connect(new Known());
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.toString());
            }
            List<CallGuard> guards = guards(policies, registry);
            System.out.println("ready");
            try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
                while (lines.hasNextLine()) {
                    System.out.println(
                            measure(dispatcher, guards, lines.nextLine().split(" ")));
                }
            }
        }
    }

    private static List<CallGuard> guards(Policies policies, ToolRegistry registry) {
        Recipients recipients = (tool, input, call) -> tool.chats().stream()
                .filter(field -> field.access() == ChatAccess.Mode.WRITE)
                .map(field -> new Recipients.Chat(
                        GROUP, true, new Recipient(GROUP, "Rust", Entity.Type.CHANNEL, "@rust_and_rye", true, false)))
                .toList();
        return List.of(
                new PolicyGuard(policies, registry, new Known(), entry -> {}),
                new ApprovalGuard(
                        ApprovalRules.of(ApprovalList.NONE, policies),
                        new Approvals(Duration.ofMinutes(5)),
                        recipients),
                new PacingGuard(pacing(), new Known()::known, recipients, key -> Map.of(), contacts -> {}));
    }

    /** Counts every call and never lets one wait. */
    private static Pacing pacing() {
        Rate most = new Rate(1_000_000_000, Duration.ofMillis(1));
        Duration least = Duration.ofNanos(1);
        return new Pacing(new PacingConfig(
                true, least, Duration.ZERO, least, least, true, most, most, most, most, most, most, most));
    }

    /** @param fields a tool, a key or {@code -}, and the time in milliseconds */
    private static String measure(ToolDispatcher dispatcher, List<CallGuard> guards, String[] fields) {
        long[] measured = new long[2];
        dispatcher.guard(List.of((tool, input, call) -> {
            long start = CLOCK.getCurrentThreadCpuTime();
            long end = System.nanoTime() + Long.parseLong(fields[2]) * 1_000_000;
            while (System.nanoTime() < end) {
                for (int i = 0; i < 100; i++) {
                    for (CallGuard guard : guards) {
                        guard.admit(tool, input, call);
                    }
                }
                measured[0] += 100;
            }
            measured[1] = CLOCK.getCurrentThreadCpuTime() - start;
            throw new CallRefusedException(new ToolResult.Cancelled());
        }));
        ObjectNode input = StrictJson.object().put("chat", "@rust_and_rye");
        dispatcher.dispatch(
                new ToolCall(
                        fields[0],
                        fields[0].equals("send_message") ? input.put("text", "bench") : input,
                        Caller.REST,
                        fields[1].equals("-") ? null : fields[1],
                        "bench",
                        ProgressListener.NONE,
                        new Cancellation(),
                        ToolCall.NO_LIMIT),
                result -> {
                    if (!(result instanceof ToolResult.Cancelled)) {
                        throw new IllegalStateException(result.toString());
                    }
                });
        return Sample.format(measured[0], measured[1], 0);
    }

    /** An account in one group, with one contact. */
    private record Known() implements Chats {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public OptionalLong find(ChatReference reference, Instant deadline) {
            return known(reference);
        }

        @Override
        public OptionalLong known(ChatReference reference) {
            return OptionalLong.of(reference.value().equals("@rust_and_rye") ? GROUP : 1001);
        }

        @Override
        public boolean isContact(long chatId) {
            return chatId == 1002;
        }

        @Override
        public Map<String, Integer> folders() {
            return Map.of();
        }

        @Override
        public boolean isInFolder(long chatId, int folder) {
            return false;
        }
    }
}
