package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.Td;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Leads all of TDLib's connections through a SOCKS5 proxy, before the first one is made. */
final class ProxyRoute {

    private ProxyRoute() {}

    /**
     * Sends what it takes, in this order: TDLib must not dial before it knows the proxy, so the network is off until
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

    /** The database keeps every proxy it was ever given, and a network of this machine has another port each time. */
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

    /** An address rather than a name, if there is one: TDLib would look the name up. */
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
