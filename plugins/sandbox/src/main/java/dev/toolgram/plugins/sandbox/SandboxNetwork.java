package dev.toolgram.plugins.sandbox;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.plugins.sandbox.methods.Account;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.Function;
import org.pf4j.Extension;

/** The network {@code sandbox}: Telegram for one account, inside this process. */
@Extension
public final class SandboxNetwork implements TelegramNetwork {
    /** The application of clients; the sandbox accepts any. */
    private static final Application APPLICATION = new Application(1, "0123456789abcdef0123456789abcdef");

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Connection open(Path directory) {
        return open(directory, name -> Optional.empty());
    }

    /**
     * Starts the data centre. Its state is gone with it, and a database is good for one run; unless the setting
     * {@code DATA_DIR} names a folder to keep it in. The host's folder, which is gone after a run, holds what is uploaded.
     */
    @Override
    public Connection open(Path directory, Function<String, Optional<String>> settings) {
        int chats = settings.apply("CHATS").map(Integer::valueOf).orElse(0);
        return open(Sandbox.start(settings.apply("DATA_DIR").map(Path::of).orElse(null), chats, directory));
    }

    private static Connection open(Sandbox sandbox) {
        RunningSandbox.set(sandbox);
        return new SandboxConnection(sandbox);
    }

    private record SandboxConnection(Sandbox sandbox) implements Connection {
        @Override
        public InetSocketAddress proxy() {
            return sandbox.dataCentre().proxy();
        }

        @Override
        public RSAPublicKey serverKey() {
            return sandbox.dataCentre().serverKey();
        }

        @Override
        public Application application() {
            return APPLICATION;
        }

        @Override
        public Login login() {
            String phone;
            synchronized (sandbox.state()) {
                phone = "+" + sandbox.state().self().phone();
            }
            return new Login(phone, Account.CODE, sandbox.account().password());
        }

        @Override
        public void close() {
            RunningSandbox.forget(sandbox);
            sandbox.close();
        }
    }
}
