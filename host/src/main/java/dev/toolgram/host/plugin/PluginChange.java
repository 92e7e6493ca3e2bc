package dev.toolgram.host.plugin;

import dev.toolgram.host.plugin.PluginPlan.Choice;
import dev.toolgram.host.plugin.PluginPlan.ConflictException;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change from what is served to what the files hold now. Everything new is built off to the side. What fails is left
 * out, its file serves what it served before, and the rest is tried again without it: until all that is left goes
 * together. Used once.
 */
final class PluginChange {

    private final Collection<PluginFile> files;
    private final Maker maker;
    private final List<PluginGeneration> made = new ArrayList<>();
    private final Map<PluginCopy, Refusal> refused = new HashMap<>();

    /** Makes generations. */
    interface Maker {
        /** A generation that sees others. */
        PluginGeneration load(PluginCopy copy, List<PluginGeneration> dependencies) throws PluginRefusedException;

        /** Makes the tools of one, unless it is too early for that. */
        void publish(PluginGeneration generation) throws PluginRefusedException;

        /** Whether the file must go on serving what it serves. */
        boolean isPinned(PluginFile file);
    }

    /**
     * Why a content is not served.
     *
     * @param lasting whether it cannot be served whatever there is besides
     */
    record Refusal(String reason, boolean lasting) {}

    /**
     * What came of it.
     *
     * @param serving what each file serves now, those first that others depend on
     * @param tools all of them
     * @param refused the contents that are not served
     * @param unused what was built in vain
     */
    record Outcome(
            Map<PluginFile, PluginGeneration> serving,
            ToolSnapshot tools,
            Map<PluginCopy, Refusal> refused,
            List<PluginGeneration> unused) {}

    /** @param files in the order in which they may claim ids and names */
    PluginChange(Collection<PluginFile> files, Maker maker) {
        this.files = files;
        this.maker = maker;
    }

    Outcome run() {
        while (true) {
            List<Choice> choices =
                    files.stream().map(this::choose).filter(Objects::nonNull).toList();
            try {
                Map<PluginFile, PluginGeneration> serving = build(choices);
                ToolSnapshot tools = tools(choices, serving);
                return new Outcome(
                        serving,
                        tools,
                        refused,
                        made.stream()
                                .filter(each -> !serving.containsValue(each))
                                .toList());
            } catch (ConflictException e) {
                if (refused.containsKey(e.culprit().copy())) {
                    throw new IllegalStateException("Plugins cannot be put together", e);
                }
                refuse(e);
            }
        }
    }

    private void refuse(ConflictException conflict) {
        refused.put(
                conflict.culprit().copy(), new Refusal(String.valueOf(conflict.getMessage()), conflict.isLasting()));
    }

    /** What the file holds now; where that is refused, what it serves. */
    private @Nullable Choice choose(PluginFile file) {
        PluginGeneration serving = file.serving();
        if (serving != null && maker.isPinned(file)) {
            return new Choice(file, serving.copy(), false);
        }
        PluginCopy fresh = file.fresh();
        if (fresh != null && !refused.containsKey(fresh)) {
            return new Choice(file, fresh, true);
        }
        if (serving != null && !file.isGone() && !refused.containsKey(serving.copy())) {
            return new Choice(file, serving.copy(), false);
        }
        return null;
    }

    private Map<PluginFile, PluginGeneration> build(List<Choice> choices) throws ConflictException {
        Map<PluginFile, PluginGeneration> serving = new LinkedHashMap<>();
        Map<String, PluginGeneration> byId = new HashMap<>();
        for (Choice choice : PluginPlan.order(choices)) {
            List<PluginGeneration> dependencies = choice.copy().manifest().dependencies().stream()
                    .map(dependency -> byId.get(dependency.getPluginId()))
                    .filter(Objects::nonNull)
                    .toList();
            PluginGeneration generation = build(choice, dependencies, choices);
            serving.put(choice.file(), generation);
            byId.put(choice.id(), generation);
        }
        return serving;
    }

    private PluginGeneration build(Choice choice, List<PluginGeneration> dependencies, List<Choice> choices)
            throws ConflictException {
        try {
            PluginGeneration generation = generation(choice, dependencies);
            if (!generation.isPublished()) {
                publish(choice, generation);
            }
            return generation;
        } catch (PluginRefusedException | RuntimeException e) {
            throw failed(choice, String.valueOf(e.getMessage()), choices);
        }
    }

    private PluginGeneration generation(Choice choice, List<PluginGeneration> dependencies)
            throws PluginRefusedException {
        PluginGeneration serving = choice.file().serving();
        if (serving != null
                && serving.copy().equals(choice.copy())
                && (serving.dependencies().equals(dependencies) || maker.isPinned(choice.file()))) {
            return serving;
        }
        for (PluginGeneration known : made) {
            if (known.copy().equals(choice.copy()) && known.dependencies().equals(dependencies)) {
                return known;
            }
        }
        PluginGeneration generation = maker.load(choice.copy(), dependencies);
        made.add(generation);
        return generation;
    }

    private void publish(Choice choice, PluginGeneration generation) throws PluginRefusedException {
        try {
            maker.publish(generation);
        } catch (PluginRefusedException | RuntimeException e) {
            if (!maker.isPinned(choice.file())) {
                throw e;
            }
            // The Telegram that it brings is in use: it stays, without tools.
            refuse(new ConflictException(choice, String.valueOf(e.getMessage()), true));
        }
    }

    /** A plugin that worked, and fails with another version of what it depends on, has no fault of its own. */
    private static ConflictException failed(Choice choice, String reason, List<Choice> choices) {
        PluginGeneration serving = choice.file().serving();
        boolean worked = !choice.isNew() && serving != null && serving.isPublished();
        if (worked) {
            for (Choice dependency : PluginPlan.dependencies(choice, choices)) {
                if (dependency.isNew()) {
                    return new ConflictException(
                            dependency,
                            "plugin '%s', which depends on it, does not start with it: %s"
                                    .formatted(choice.id(), reason),
                            false);
                }
            }
        }
        return new ConflictException(choice, reason, !worked);
    }

    /** Names and routes belong to whoever has them, then to those who come first. */
    private ToolSnapshot tools(List<Choice> choices, Map<PluginFile, PluginGeneration> serving)
            throws ConflictException {
        ToolSnapshot tools = ToolSnapshot.EMPTY;
        for (Choice choice : choices.stream()
                .sorted(Comparator.<Choice, Boolean>comparing(each -> !maker.isPinned(each.file()))
                        .thenComparing(Choice::isNew)
                        .thenComparing(each -> !each.isKnown()))
                .toList()) {
            try {
                tools = tools.with(
                        Objects.requireNonNull(serving.get(choice.file())).tools());
            } catch (ToolSnapshot.DuplicateToolException e) {
                ConflictException conflict = new ConflictException(choice, e.getMessage(), false);
                if (!maker.isPinned(choice.file())) {
                    throw conflict;
                }
                refuse(conflict); // it stays, without tools
            }
        }
        return tools;
    }
}
