package dev.toolgram.api.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default value of an input field. Makes the field optional and appears in the schema.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface DefaultValue {
    /**
     * The value in the form of a query parameter: {@code "20"}, {@code "true"}, {@code "md"}; for a list, map or record
     * in JSON: {@code "[1,2]"}. The host rejects the plugin at start if the value does not match the component's type and
     * constraints.
     */
    String value();
}
