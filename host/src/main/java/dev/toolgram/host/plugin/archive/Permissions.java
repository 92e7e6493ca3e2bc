package dev.toolgram.host.plugin.archive;

import dev.toolgram.api.Effect;
import dev.toolgram.host.telegram.schema.FunctionEffects;
import dev.toolgram.host.telegram.schema.TdSchema;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permissions that a plugin's manifest declares: nothing else is allowed. This keeps an honest
 * plugin to what its operator was shown. It is not a security boundary: code in this process can bypass it by reflection,
 * and nothing here could keep a plugin from the network or from files, so those are declared and shown only.
 *
 * @param effects the kinds of effect that its tools may have
 * @param functions the functions of TDLib that it may send; {@link #EVERY} allows each
 * @param access what else it uses
 */
public record Permissions(Set<Effect.Kind> effects, SortedSet<String> functions, Set<Access> access) {

    static final String EFFECTS = "Toolgram-Effects";
    /** The manifest attribute that lists the TDLib functions. */
    public static final String FUNCTIONS = "Toolgram-Functions";

    static final String ACCESS = "Toolgram-Access";

    /** Stands for every function. */
    public static final String EVERY = "*";

    public static final Permissions NONE = new Permissions(Set.of(), new TreeSet<>(), Set.of());

    /** Resources other than Telegram that a plugin may use. */
    public enum Access {
        /** Connections of its own. */
        NETWORK,
        /** Files outside of the folders that the host gives it. */
        FILES;

        /** The word in the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Permissions read(Attributes attributes) throws PluginRefusedException {
        SortedSet<String> functions = words(attributes, FUNCTIONS);
        for (String word : functions) {
            if (!word.matches("[*]|[a-z][A-Za-z0-9]*")) {
                throw malformed(FUNCTIONS, word, "names of TDLib functions such as getChat, separated by commas, or *");
            }
        }
        Set<Effect.Kind> effects = constants(attributes, EFFECTS, Effect.Kind.values(), Effect.Kind::name);
        checkFunctions(functions, effects);
        return new Permissions(effects, functions, constants(attributes, ACCESS, Access.values(), Access::word));
    }

    private static void checkFunctions(SortedSet<String> functions, Set<Effect.Kind> effects)
            throws PluginRefusedException {
        for (String function : functions) {
            if (!function.equals(EVERY) && !TdSchema.get().functions().contains(function)) {
                throw new PluginRefusedException("%s of its manifest has '%s', which %s"
                        .formatted(FUNCTIONS, function, TdSchema.get().unknownFunction(function)));
            }
            if (effects.equals(Set.of(Effect.Kind.READ))
                    && !function.equals(EVERY)
                    && !FunctionEffects.reads(function)) {
                throw new PluginRefusedException(
                        "%s of its manifest is READ, but %s of %s does more than read: add WRITE, or remove the function"
                                .formatted(EFFECTS, function, FUNCTIONS));
            }
        }
    }

    /** The warnings about functions that the plugin's classes have, but that it may not send. */
    public List<String> undeclared(Collection<String> used) {
        return used.stream()
                .filter(function -> !allows(function))
                .map(function -> "it has %s, which %s of its manifest does not declare".formatted(function, FUNCTIONS))
                .toList();
    }

    /** Whether the plugin may send a function of TDLib. */
    public boolean allows(String function) {
        return functions.contains(EVERY) || functions.contains(function);
    }

    /**
     * Looks at the tools that the plugin contributes.
     *
     * @throws IllegalArgumentException if one of them has an effect that is not declared; the message names it
     */
    public void check(Collection<RegisteredTool> tools) {
        for (RegisteredTool tool : tools) {
            Effect.Kind kind = tool.definition().effect().kind();
            if (!effects.contains(kind)) {
                throw new IllegalArgumentException("tool '%s' is %s, which %s of its manifest does not declare"
                        .formatted(tool.name(), kind, EFFECTS));
            }
        }
    }

    /** The constants that an attribute names, in the order of their declaration. */
    private static <T extends Enum<T>> Set<T> constants(
            Attributes attributes, String attribute, T[] constants, Function<T, String> nameOf)
            throws PluginRefusedException {
        SortedSet<String> words = words(attributes, attribute);
        Set<T> found = new TreeSet<>();
        for (T constant : constants) {
            if (words.remove(nameOf.apply(constant))) {
                found.add(constant);
            }
        }
        if (!words.isEmpty()) {
            String known = Arrays.stream(constants).map(nameOf).collect(Collectors.joining(", "));
            throw malformed(attribute, words.first(), "some of " + known);
        }
        return found;
    }

    private static PluginRefusedException malformed(String attribute, String word, String wanted) {
        return new PluginRefusedException(
                "%s of its manifest has '%s', but takes %s".formatted(attribute, word, wanted));
    }

    private static SortedSet<String> words(Attributes attributes, String attribute) {
        String value = Objects.requireNonNullElse(attributes.getValue(attribute), "");
        return Stream.of(value.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
