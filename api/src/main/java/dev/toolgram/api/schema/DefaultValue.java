package dev.toolgram.api.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of an input field that the caller leaves out; it makes the field optional and appears in the schema. An
 * explicit JSON {@code null} is not "left out": it is refused, as it is for every component that is not
 * {@code @Nullable}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface DefaultValue {
    /**
     * The value as a caller would write it in a query string: {@code "20"}, {@code "true"}, {@code "md"}. It must fit
     * the component's type, or the plugin is refused when it starts.
     */
    String value();
}
