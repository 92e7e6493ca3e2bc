package dev.toolgram.host.config;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Jakarta Validation as the host uses it: in English, and without an expression language. */
public final class Validators {

    private Validators() {}

    /** A new factory, for one plugin: what it learns of the plugin's classes is gone when it is closed. */
    public static ValidatorFactory newFactory() {
        return Validation.byProvider(HibernateValidator.class)
                // Neither asked for nor configured by what the context class loader finds: that may be the plugin's.
                .providerResolver(() -> List.of(new HibernateValidator()))
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
                .buildValidatorFactory();
    }
}
