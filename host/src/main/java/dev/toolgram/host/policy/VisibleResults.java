package dev.toolgram.host.policy;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes the chats that a key may not use from a result: each {@link Dialog}, {@link Entity} and {@link Message} in a
 * list, at any depth, and each of a plugin's own records in a list that has one as a component. Other records are
 * searched for them; texts and files are not.
 */
final class VisibleResults {

    private final Predicate<String> allowed;
    private final boolean keepsPeople;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * For one result.
     *
     * @param allowed whether the chat of a reference may be used
     * @param keepsPeople whether users are the members of a chat that may be used, and not chats of their own
     */
    VisibleResults(Predicate<String> allowed, boolean keepsPeople) {
        this.allowed = allowed;
        this.keepsPeople = keepsPeople;
    }

    /** Whether this part of the result is a chat, or in a chat, that may not be used. */
    private boolean isHidden(@Nullable Object part) {
        return switch (part) {
            case Dialog dialog -> isOutside(dialog.ref());
            case Message message -> isOutside(message.chatRef());
            case Entity entity -> !(keepsPeople && entity.type() == Entity.Type.USER) && isOutside(entity.ref());
            case Record own ->
                Arrays.stream(own.getClass().getRecordComponents())
                        .map(component -> valueOf(component, own))
                        .anyMatch(value ->
                                (value instanceof Dialog || value instanceof Entity || value instanceof Message)
                                        && isHidden(value));
            case null, default -> false;
        };
    }

    private static @Nullable Object valueOf(RecordComponent component, Record owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot search the result", e);
        }
    }

    private boolean isOutside(String reference) {
        return !known.computeIfAbsent(reference, allowed::test);
    }

    /**
     * The part of a result that may be seen.
     *
     * @throws HiddenException if the result, outside of its lists, has a message, dialog or entity that may not be seen; the
     *     entity that is the result itself is the one that the call has named
     */
    Object of(Object result) {
        return Objects.requireNonNull(visible(result));
    }

    private @Nullable Object visible(@Nullable Object result) {
        return switch (result) {
            case List<?> list ->
                list.stream()
                        .filter(each -> !isHidden(each))
                        .mapMulti(this::addVisible)
                        .toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> visible = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    if (!isHidden(value)) {
                        visible.put(key, visible(value));
                    }
                });
                yield visible;
            }
            case Dialog dialog when isHidden(dialog) -> throw new HiddenException();
            case Message message when isHidden(message) -> throw new HiddenException();
            case Dialog _, Message _, Entity _ -> result;
            case Record found -> ofRecord(found);
            case null, default -> result;
        };
    }

    /** An item that is about a hidden chat, for example one with its dialog, is left out. */
    private void addVisible(@Nullable Object item, Consumer<@Nullable Object> visible) {
        try {
            visible.accept(visible(item));
        } catch (HiddenException e) {
            // left out
        }
    }

    private Record ofRecord(Record found) {
        RecordComponent[] components = found.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        boolean changed = false;
        try {
            for (int i = 0; i < components.length; i++) {
                Object before = valueOf(components[i], found);
                if (before instanceof Entity && isHidden(before)) {
                    throw new HiddenException();
                }
                values[i] = visible(before);
                changed |= !Objects.equals(before, values[i]);
            }
            if (!changed) {
                return found;
            }
            var constructor = found.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot search the result", e);
        }
    }

    /** Thrown when a result is about a chat that may not be used. */
    static final class HiddenException extends RuntimeException {
        HiddenException() {
            super(null, null, false, false);
        }
    }
}
