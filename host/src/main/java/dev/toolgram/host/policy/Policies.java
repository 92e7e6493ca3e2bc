package dev.toolgram.host.policy;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.KeyCheck;
import dev.toolgram.host.config.Secret;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.ToolRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys in force: {@code TOOLGRAM_AUTH_KEY} and those of the key file, which is watched. A file with problems changes
 * nothing, and a file that disappears neither: the host must not become open to everybody. Thread-safe.
 */
public final class Policies implements KeyCheck, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    private static final CallerPolicy NOTHING = new CallerPolicy(
            "", "", Optional.empty(), ToolRules.NOTHING, ChatRules.NONE, ChatRules.NONE, Set.of(), Map.of());

    /** The time limit for resolving the chats of a file. */
    private static final Duration RESOLVING = Duration.ofSeconds(30);

    private final Path path;
    private final byte @Nullable [] authKey;
    private final ToolRegistry registry;
    private final InstantSource clock;
    private final Duration retry;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keys").factory());
    private volatile KeyRing ring;
    private volatile @Nullable Chats chats;
    private Optional<KeyFile> seen;
    private boolean settled = true;
    private long resolvedAt = System.nanoTime();

    /**
     * Reads the key file. Its chats are not resolved yet; until they are, the keys that need them are refused.
     *
     * @param path the key file, which may not exist
     * @param authKey the key that may do everything
     * @param retry the pause between attempts to resolve chats, when Telegram cannot be asked
     */
    public Policies(Path path, Optional<Secret> authKey, ToolRegistry registry, InstantSource clock, Duration retry) {
        this.path = path;
        this.authKey = authKey.map(key -> key.reveal().getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        this.registry = registry;
        this.clock = clock;
        this.retry = retry;
        this.seen = KeyFile.read(path);
        this.ring = seen.map(file -> new KeyRing(file, Map.of(), true)).orElse(KeyRing.EMPTY);
    }

    /** The problems of the file as it was read first, with the tools that are published now. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ring.file().problems());
        problems.addAll(ring.file().unknownTools(registry.snapshot()));
        return problems;
    }

    /** Whether a key names chats, which only the account can resolve. */
    public boolean needsAccount() {
        return ring.file().keys().values().stream().anyMatch(Policies::needsAccount);
    }

    private static boolean needsAccount(CallerPolicy key) {
        return key.read().needsAccount() || key.write().needsAccount();
    }

    /**
     * Resolves the chats of the file that was read first.
     *
     * @return one sentence for each that does not resolve; empty also while Telegram cannot be asked
     */
    public synchronized List<String> connect(Chats account) {
        chats = account;
        List<String> problems = new ArrayList<>();
        ring = resolved(ring, problems);
        return problems;
    }

    /** Reads the file again whenever it changes, until this is closed. */
    public void watch(Duration period) {
        var _ = watcher.scheduleWithFixedDelay(this::poll, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void poll() {
        try {
            check();
        } catch (RuntimeException e) {
            log.error("Cannot read {}", path, e);
        }
    }

    /** Adopts a file when two readings in a row find the same: one that is being written is not read by half. */
    synchronized void check() {
        Optional<KeyFile> now = KeyFile.read(path);
        boolean same = revision(now).equals(revision(seen));
        seen = now;
        if (!same) {
            settled = false;
        } else if (!settled) {
            settled = true;
            adopt(now);
        } else if (!ring.unresolved().isEmpty() && System.nanoTime() - resolvedAt > retry.toNanos()) {
            List<String> problems = new ArrayList<>();
            replace(resolved(ring, problems));
            problems.forEach(problem -> log.error("{}; the key is refused until this is fixed", problem));
        }
    }

    private static String revision(Optional<KeyFile> file) {
        return file.map(KeyFile::revision).orElse("");
    }

    private void adopt(Optional<KeyFile> read) {
        if (read.isEmpty()) {
            log.error("{} has disappeared, keeping its keys until the next start", path);
            return;
        }
        KeyFile file = read.get();
        if (file.revision().equals(ring.file().revision())) {
            return;
        }
        List<String> problems = new ArrayList<>(file.problems());
        problems.addAll(file.unknownTools(registry.snapshot()));
        KeyRing next = new KeyRing(file, Map.of(), true);
        if (problems.isEmpty()) {
            next = resolved(next, problems);
        }
        if (problems.isEmpty()) {
            replace(next);
            log.info(
                    "Loaded {}: revision={} keys={}",
                    path,
                    file.revision(),
                    String.join(",", file.keys().keySet()));
        } else {
            log.error(
                    "Rejected {}, keeping the keys of revision {}:",
                    path,
                    ring.file().revision());
            problems.forEach(problem -> log.error("{}", problem));
        }
    }

    private void replace(KeyRing next) {
        ring = next;
        registry.changed(); // the lists of tools that callers see
    }

    private KeyRing resolved(KeyRing keys, List<String> problems) {
        resolvedAt = System.nanoTime();
        Map<CallerPolicy, KeyRing.Scopes> scopes = new HashMap<>(keys.scopes());
        Chats account = chats;
        keys.file().keys().values().forEach(key -> {
            if (account != null && (account.isReady() || !needsAccount(key)) && !scopes.containsKey(key)) {
                List<String> wrong = new ArrayList<>();
                try {
                    KeyRing.Scopes found = scopes(key, account, wrong);
                    if (wrong.isEmpty()) {
                        scopes.put(key, found);
                    }
                } catch (ToolException | CallRefusedException e) {
                    log.warn("Cannot resolve the chats of key {} now, trying again: {}", key.name(), e.getMessage());
                }
                problems.addAll(wrong);
            }
        });
        return new KeyRing(keys.file(), Map.copyOf(scopes), keys.exists());
    }

    private KeyRing.Scopes scopes(CallerPolicy key, Chats account, List<String> wrong) {
        var deadline = clock.instant().plus(RESOLVING);
        String place = KeyFile.place(key.name()) + "chats: ";
        return new KeyRing.Scopes(
                ChatScope.of(key.read(), account, deadline, problem -> wrong.add(place + "read: " + problem)),
                ChatScope.of(key.write(), account, deadline, problem -> wrong.add(place + "write: " + problem)));
    }

    KeyRing ring() {
        return ring;
    }

    /**
     * The policy of a key.
     *
     * @param keyName as in {@link dev.toolgram.host.tool.ToolCall#keyName}; {@code null} where no key is needed
     * @return a policy that allows nothing for a key that was revoked
     */
    public CallerPolicy of(@Nullable String keyName) {
        return of(keyName, ring);
    }

    /** Whether somebody else's key may do everything. */
    boolean hasFullKeyBut(@Nullable String keyName) {
        return (authKey != null && !KeyFile.DEFAULT.equals(keyName))
                || ring.file().keys().values().stream()
                        .anyMatch(key -> key.isFull() && !key.name().equals(keyName));
    }

    static CallerPolicy of(@Nullable String keyName, KeyRing keys) {
        if (keyName == null || keyName.equals(KeyFile.DEFAULT)) {
            return CallerPolicy.FULL;
        }
        return Objects.requireNonNullElse(keys.file().keys().get(keyName), NOTHING);
    }

    @Override
    public boolean isRequired() {
        return authKey != null || ring.exists();
    }

    @Override
    public Verdict check(byte[] presented) {
        boolean isAuthKey = authKey != null && MessageDigest.isEqual(presented, authKey);
        byte[] hash = KeyFile.hash(presented).getBytes(StandardCharsets.US_ASCII);
        CallerPolicy found = null;
        for (CallerPolicy key : ring.file().keys().values()) { // all of them, whichever it is
            if (MessageDigest.isEqual(hash, key.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = key;
            }
        }
        if (isAuthKey) {
            return new Verdict.Admitted(KeyFile.DEFAULT);
        }
        if (found == null) {
            return UNKNOWN;
        }
        boolean isExpired =
                found.expires().filter(end -> !clock.instant().isBefore(end)).isPresent();
        return isExpired
                ? new Verdict.Refused("This key expired at %s: ask the operator of this host for a new one."
                        .formatted(found.expires().get()))
                : new Verdict.Admitted(found.name());
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
