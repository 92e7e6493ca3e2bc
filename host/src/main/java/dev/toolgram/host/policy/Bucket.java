package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.host.config.PacingConfig;
import dev.toolgram.host.config.Rate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A budget of the account, under the name that clients know. */
enum Bucket {
    RESOLVE_USERNAME("resolve_username", PacingConfig::resolve),
    GET_FULL("get_full", PacingConfig::full),
    JOIN("join", PacingConfig::join),
    CREATE("create", PacingConfig::create),
    SEND("send", PacingConfig::send),
    READ("read", PacingConfig::read),
    OTHER("other", config -> PacingConfig.OTHER);

    private final String publicName;
    private final Function<PacingConfig, Rate> rate;

    Bucket(String publicName, Function<PacingConfig, Rate> rate) {
        this.publicName = publicName;
        this.rate = rate;
    }

    String publicName() {
        return publicName;
    }

    Rate rate(PacingConfig config) {
        return rate.apply(config);
    }

    /** The budget of a tool's calls; {@code null} for none. Unknown references are charged where they are looked up. */
    static @Nullable Bucket of(Cost cost) {
        return switch (cost) {
            case READ -> READ;
            case FULL -> GET_FULL;
            case SEND -> SEND;
            case JOIN -> JOIN;
            case CREATE -> CREATE;
            case RESOLVE, ADMIN -> OTHER;
            case NONE -> null;
        };
    }
}
