package dev.toolgram.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Resolves with the operating system, on a thread that can be abandoned: lookups cannot be interrupted. Thread-safe. */
final class SystemResolver implements Resolver {

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> List.of(InetAddress.getAllByName(name)));
        // A platform thread, because the lookup is a native call, which would pin a carrier thread.
        Thread.ofPlatform().daemon().name("resolve-" + name).start(lookup);
        try {
            return lookup.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
