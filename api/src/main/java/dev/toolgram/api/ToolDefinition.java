package dev.toolgram.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name, description, input, output, route, effect and cost of a tool. Every instance is valid. Immutable.
 *
 * {@snippet class="dev.toolgram.api.Snippets" region="definition"}
 *
 * @param <I> the input
 * @param <O> the result
 */
@SuppressWarnings("UnusedTypeParameter") // O ties a definition to its Tool
public final class ToolDefinition<I extends Record, O> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final String name;
    private final String title;
    private final String description;
    private final Class<I> inputType;
    private final Type outputType;
    private final @Nullable Class<? extends Record> detailsType;
    private final @Nullable Route route;
    private final List<Route> aliases;
    private final Effect effect;
    private final Cost cost;
    private final boolean previewedByRunning;
    private final @Nullable String fileField;

    private ToolDefinition(
            String name,
            String title,
            String description,
            Class<I> inputType,
            Type outputType,
            @Nullable Class<? extends Record> detailsType,
            @Nullable Route route,
            List<Route> aliases,
            Effect effect,
            Cost cost,
            boolean previewedByRunning,
            @Nullable String fileField) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Invalid tool name '%s': use 1 to 64 characters of A-Z a-z 0-9 _ . -".formatted(name));
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("Tool '%s' has no title".formatted(name));
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("Tool '%s' has no description".formatted(name));
        }
        if (!inputType.isRecord()) {
            throw new IllegalArgumentException(
                    "The input type of tool '%s' is %s: use a record".formatted(name, inputType.getName()));
        }
        this.name = name;
        this.title = title;
        this.description = description;
        this.inputType = inputType;
        this.outputType = outputType;
        this.detailsType = detailsType;
        this.route = route;
        this.aliases = List.copyOf(aliases);
        this.effect = effect;
        this.cost = cost;
        this.previewedByRunning = previewedByRunning;
        this.fileField = fileField;
    }

    /** The name in calls: 1 to 64 characters of {@code A-Z a-z 0-9 _ . -} (MCP, <i>Tool Names</i>); unique in a host. */
    public String name() {
        return name;
    }

    /** The human-readable name; not blank. */
    public String title() {
        return title;
    }

    /**
     * The description that a model chooses the tool by: what the tool does and returns, and when to use another one;
     * not blank.
     */
    public String description() {
        return description;
    }

    /**
     * The record that holds the parameters. A component {@code replyTo} maps to the JSON field {@code reply_to}. It is
     * required unless it is {@code @Nullable} or has a {@link dev.toolgram.api.schema.DefaultValue}. Jakarta Validation
     * constraints appear as limits in the schema and are checked before the call;
     * {@link dev.toolgram.api.schema.Description} sets the field's description.
     */
    public Class<I> inputType() {
        return inputType;
    }

    /**
     * The type of the result: a record, a {@code List} of records, {@link FileContent}, or a {@code List} of
     * {@link Content}.
     */
    public Type outputType() {
        return outputType;
    }

    /** The type of {@link FileContent#details()}; {@code null} when the result has none. */
    public @Nullable Class<? extends Record> detailsType() {
        return detailsType;
    }

    /** The REST route, or {@code null} for none besides {@code POST /api/tools/{name}}, which every tool has. */
    public @Nullable Route route() {
        return route;
    }

    /** The other routes at which the tool answers; deprecated in the OpenAPI document. */
    public List<Route> aliases() {
        return aliases;
    }

    /** The effect of a call on the account. */
    public Effect effect() {
        return effect;
    }

    /** The budget that a call is charged to. */
    public Cost cost() {
        return cost;
    }

    /** Whether a preview runs the tool's code; see {@link Builder#previewByRunning()}. */
    public boolean isPreviewedByRunning() {
        return previewedByRunning;
    }

    /** The tool's name. */
    /** The field that holds a file of the caller; {@code null} for a tool that takes none. */
    public @Nullable String fileField() {
        return fileField;
    }

    @Override
    public String toString() {
        return "ToolDefinition[" + name + "]";
    }

    /** Returns a builder. Title, description, input, output and effect are required; the rest is optional. */
    public static Builder<Record, Object> named(String name) {
        return new Builder<>(name);
    }

    /**
     * A builder of tool definitions. Not thread-safe.
     *
     * @param <I> the input
     * @param <O> the result
     */
    public static final class Builder<I extends Record, O> {
        private final String name;
        private @Nullable String title;
        private @Nullable String description;
        private @Nullable Class<?> inputType;
        private @Nullable Type outputType;
        private @Nullable Class<? extends Record> detailsType;
        private @Nullable Route route;
        private List<Route> aliases = List.of();
        private @Nullable Effect effect;
        private @Nullable Cost cost;
        private boolean previewedByRunning;
        private @Nullable String fileField;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Sets the human-readable name. */
        public Builder<I, O> title(String value) {
            title = value;
            return this;
        }

        /** Sets the description that a model chooses the tool by. */
        public Builder<I, O> description(String value) {
            description = value;
            return this;
        }

        /** Sets the record that holds the parameters; use a record without components for a tool without parameters. */
        public <J extends Record> Builder<J, O> input(Class<J> type) {
            inputType = type;
            return retyped();
        }

        /** Sets a result type of one object. */
        public <P> Builder<I, P> output(Class<P> type) {
            outputType = type;
            return retyped();
        }

        /** Sets a result type of a list of objects. */
        public <P> Builder<I, List<P>> outputList(Class<P> elementType) {
            outputType = new ListType(elementType);
            return retyped();
        }

        /** Sets the result type to a file. */
        public Builder<I, FileContent> outputFile() {
            outputType = FileContent.class;
            return retyped();
        }

        /**
         * Sets the result type to a file with details, which MCP clients get as structured content.
         *
         * @param details the type of {@link FileContent#details()}
         */
        public Builder<I, FileContent> outputFile(Class<? extends Record> details) {
            detailsType = details;
            return outputFile();
        }

        /** Sets the result type to a list of parts of any kind: texts, files, links. */
        public Builder<I, List<Content>> outputContent() {
            return outputList(Content.class);
        }

        /** Sets the REST route. */
        public Builder<I, O> route(Route value) {
            route = value;
            return this;
        }

        /**
         * Sets other routes at which the tool answers, for clients that were written for an older path. The OpenAPI
         * document marks them as deprecated.
         */
        public Builder<I, O> alsoAt(Route... values) {
            aliases = List.of(values);
            return this;
        }

        /** Sets the effect of a call on the account. */
        public Builder<I, O> effect(Effect value) {
            effect = value;
            return this;
        }

        /**
         * Sets the budget that a call is charged to. Unless set, it follows from the effect: {@link Cost#READ} for a tool
         * that reads, {@link Cost#SEND} for one that writes, {@link Cost#ADMIN} for a destructive one.
         */
        public Builder<I, O> cost(Cost value) {
            cost = value;
            return this;
        }

        /**
         * Lets a preview run {@link Tool#call} up to the first TDLib function that changes something, which is not sent,
         * so that the tool's own checks are made as well. Only for a tool whose effects are all such functions, sent on
         * the thread of the call: everything else that it does happens in a preview, too. Without this, a preview
         * validates the input and resolves its chats.
         */
        public Builder<I, O> previewByRunning() {
            previewedByRunning = true;
            return this;
        }

        /**
         * Lets the tool take files from its caller. REST accepts {@code multipart/form-data} too then, with the other fields
         * as text, and the host passes the files on in {@link ToolContext#attachments()}. A field of the input names a file
         * by {@link Attachment#SCHEME}. Requests may be 16 MiB large, for {@code data:} URIs.
         *
         * @param field the field that holds a file, or the items that do. If it is a text that the form leaves out, it
         *     is {@code attach://file}, the part named {@code file}
         */
        public Builder<I, O> fileField(String field) {
            fileField = field;
            return this;
        }

        /**
         * Returns the definition.
         *
         * @throws IllegalArgumentException if a required part is missing or invalid
         */
        @SuppressWarnings("unchecked") // input(...) fixed I together with inputType
        public ToolDefinition<I, O> build() {
            Effect known = given(effect, "effect");
            return new ToolDefinition<>(
                    name,
                    given(title, "title"),
                    given(description, "description"),
                    (Class<I>) given(inputType, "input"),
                    given(outputType, "output"),
                    detailsType,
                    route,
                    aliases,
                    known,
                    cost == null ? usual(known) : cost,
                    previewedByRunning,
                    fileField);
        }

        private static Cost usual(Effect effect) {
            return switch (effect.kind()) {
                case READ -> Cost.READ;
                case WRITE -> Cost.SEND;
                case DESTRUCTIVE -> Cost.ADMIN;
            };
        }

        private <T> T given(@Nullable T part, String what) {
            if (part == null) {
                throw new IllegalArgumentException("Tool '%s' has no %s".formatted(name, what));
            }
            return part;
        }

        @SuppressWarnings("unchecked") // the type arguments only describe what the fields hold
        private <J extends Record, P> Builder<J, P> retyped() {
            return (Builder<J, P>) this;
        }
    }

    private record ListType(Class<?> elementType) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {elementType};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
