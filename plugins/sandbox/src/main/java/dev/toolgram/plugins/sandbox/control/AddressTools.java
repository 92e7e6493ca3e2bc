package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import java.util.Base64;
import java.util.List;

/** Tools that return the address of the sandbox for other processes. */
public final class AddressTools {
    private AddressTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(address());
    }

    record Address(
            @Description("The port of the SOCKS5 proxy on loopback that leads to the data centre.")
            int proxyPort,

            @Description("The data centre's RSA key, as X.509 in base64.")
            String serverKey) {}

    private static Tool<NoInput, Address> address() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_address")
                        .title("Get the address")
                        .description(
                                "Returns the address of the sandbox for clients in other processes on this machine.")
                        .input(NoInput.class)
                        .output(Address.class)
                        .effect(Effect.READ.closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> new Address(
                        sandbox.dataCentre().proxy().getPort(),
                        Base64.getEncoder()
                                .encodeToString(sandbox.dataCentre().serverKey().getEncoded())));
    }
}
