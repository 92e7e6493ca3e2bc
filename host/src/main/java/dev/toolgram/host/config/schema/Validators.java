package dev.toolgram.host.config.schema;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Jakarta Validation as the host uses it: in English, without an expression language, lengths in code points. */
public final class Validators {

    private Validators() {}

    /** A new factory, for one plugin: it caches the plugin's classes until it is closed. */
    public static ValidatorFactory newFactory() {
        HibernateValidatorConfiguration configuration = Validation.byProvider(HibernateValidator.class)
                // Not what the context class loader finds: that may be the plugin's.
                .providerResolver(() -> List.of(new HibernateValidator()))
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new Messages());
        ConstraintMapping mapping = configuration.createConstraintMapping();
        // More specific than the library's own for CharSequence, so it is chosen for every String.
        mapping.constraintDefinition(Size.class).includeExistingValidators(true).validatedBy(CodePointSize.class);
        return configuration.addMapping(mapping).buildValidatorFactory();
    }

    /** Those of the library, but for the ones that are expressions of a language that is not on the class path. */
    private static final class Messages extends ParameterMessageInterpolator {

        Messages() {
            super(Set.of(Locale.ENGLISH), Locale.ENGLISH, false);
        }

        @Override
        public String interpolate(String template, Context context) {
            return interpolate(template, context, Locale.ENGLISH);
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return switch (template) {
                case "{jakarta.validation.constraints.DecimalMin.message}" -> bound(context, "greater");
                case "{jakarta.validation.constraints.DecimalMax.message}" -> bound(context, "less");
                case "{jakarta.validation.constraints.Email.message}" ->
                    "must be an email address, for example name@example.org";
                default -> super.interpolate(template, context, locale);
            };
        }

        private static String bound(Context context, String side) {
            Map<String, Object> attributes = context.getConstraintDescriptor().getAttributes();
            return "must be %s than %s%s"
                    .formatted(
                            side,
                            Boolean.TRUE.equals(attributes.get("inclusive")) ? "or equal to " : "",
                            attributes.get("value"));
        }
    }
}
