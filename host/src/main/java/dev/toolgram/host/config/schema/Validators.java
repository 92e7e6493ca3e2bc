package dev.toolgram.host.config.schema;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
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
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false));
        ConstraintMapping mapping = configuration.createConstraintMapping();
        // More specific than the library's own for CharSequence, so it is chosen for every String.
        mapping.constraintDefinition(Size.class).includeExistingValidators(true).validatedBy(CodePointSize.class);
        return configuration.addMapping(mapping).buildValidatorFactory();
    }
}
