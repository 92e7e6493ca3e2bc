package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Configuration methods, which clients call before and in addition to others. */
final class ConfigMethods implements MethodGroup {
    private static final int DAY = 86_400;

    /** Clients come through the proxy, which leads everywhere to the same place: the port is only for show. */
    private static final int PORT = 443;

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("help.getConfig", this::config);
        methods.put(
                "help.getNearestDc",
                call -> TlObject.of("nearestDc")
                        .with("country", "AT")
                        .with("this_dc", call.key().dc())
                        .with("nearest_dc", call.key().dc()));
        methods.put(
                "help.getAppConfig",
                call -> TlObject.of(
                        "help.appConfig", "hash", 1, "config", TlObject.of("jsonObject", "value", List.of())));
        methods.put(
                "help.getTermsOfServiceUpdate",
                call -> TlObject.of("help.termsOfServiceUpdateEmpty", "expires", now() + DAY));
        methods.put(
                "help.getPromoData",
                call -> TlObject.of("help.promoData")
                        .with("expires", now() + DAY)
                        .with("pending_suggestions", List.of())
                        .with("dismissed_suggestions", List.of()));
        methods.put("langpack.getLanguages", call -> List.of());
        for (String method : List.of(
                "account.updateStatus",
                "account.registerDevice",
                "account.setContentSettings",
                "help.saveAppLog",
                "messages.saveDraft",
                "messages.setTyping")) {
            methods.put(method, call -> true);
        }
    }

    private static int now() {
        return (int) (System.currentTimeMillis() / 1000);
    }

    private TlObject config(RpcCall call) {
        List<TlObject> options = new ArrayList<>();
        for (int dc = 1; dc <= 5; dc++) {
            options.add(TlObject.of("dcOption", "id", dc, "ip_address", "127.0.0.1", "port", PORT));
        }
        return TlObject.of("config")
                // the one that was asked, or TDLib asks again hundreds of times a second
                .with("this_dc", call.key().dc())
                .with("date", now())
                .with("expires", now() + DAY)
                .with("test_mode", false)
                .with("dc_options", options)
                .with("dc_txt_domain_name", "")
                .with("me_url_prefix", "https://t.me/")
                .with("webfile_dc_id", 4)
                .with("chat_size_max", 200)
                .with("megagroup_size_max", 200_000)
                .with("forwarded_count_max", 100)
                .with("online_update_period_ms", 210_000)
                .with("offline_blur_timeout_ms", 5_000)
                .with("offline_idle_timeout_ms", 30_000)
                .with("online_cloud_timeout_ms", 300_000)
                .with("notify_cloud_delay_ms", 30_000)
                .with("notify_default_delay_ms", 1_500)
                .with("push_chat_period_ms", 60_000)
                .with("push_chat_limit", 2)
                .with("edit_time_limit", 172_800)
                .with("revoke_time_limit", Integer.MAX_VALUE)
                .with("revoke_pm_time_limit", Integer.MAX_VALUE)
                .with("rating_e_decay", 2_419_200)
                .with("stickers_recent_limit", 200)
                .with("channels_read_media_period", 604_800)
                .with("call_receive_timeout_ms", 20_000)
                .with("call_ring_timeout_ms", 90_000)
                .with("call_connect_timeout_ms", 30_000)
                .with("call_packet_timeout_ms", 10_000)
                .with("caption_length_max", 1_024)
                .with("message_length_max", 4_096);
    }
}
