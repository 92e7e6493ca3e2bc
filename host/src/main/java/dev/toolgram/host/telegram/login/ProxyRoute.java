package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.Td;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Routes all of TDLib's connections through a SOCKS5 proxy, including the first one. */
final class ProxyRoute {

    private ProxyRoute() {}

    /**
     * Configures the proxy. TDLib must not connect before, so the network is disabled until
     * then.
     */
    static void through(InetSocketAddress proxy, BiConsumer<ObjectNode, Consumer<JsonNode>> requests) {
        requests.accept(networkType("networkTypeNone"), ok -> {});
        ObjectNode add = Td.function("addProxy").put("enable", true).put("comment", "");
        add.putObject("proxy")
                .put("@type", "proxy")
                .put("server", server(proxy))
                .put("port", proxy.getPort())
                .putObject("type")
                .put("@type", "proxyTypeSocks5");
        requests.accept(add, added -> forgetOthers(Td.number(added, "id"), requests));
        requests.accept(networkType("networkTypeOther"), ok -> {});
    }

    /** Removes earlier proxies, which the database keeps; a local network has a different port each time. */
    private static void forgetOthers(long used, BiConsumer<ObjectNode, Consumer<JsonNode>> requests) {
        requests.accept(Td.function("getProxies"), proxies -> {
            for (JsonNode known : proxies.path("proxies")) {
                long id = Td.number(known, "id");
                if (used != 0 && id != used) {
                    requests.accept(Td.function("removeProxy").put("proxy_id", id), ok -> {});
                }
            }
        });
    }

    /** Prefers the address over the name, which TDLib would resolve. */
    private static String server(InetSocketAddress proxy) {
        InetAddress address = proxy.getAddress();
        return address == null ? proxy.getHostString() : address.getHostAddress();
    }

    private static ObjectNode networkType(String type) {
        ObjectNode function = Td.function("setNetworkType");
        function.putObject("type").put("@type", type);
        return function;
    }
}
