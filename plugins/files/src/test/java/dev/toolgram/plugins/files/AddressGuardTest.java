package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final ScriptedResolver resolver = new ScriptedResolver();

    @Test
    void publicAddressesAreReturnedAsResolved() throws Exception {
        resolver.answer("example.com", "8.8.8.8", "2600::1");
        assertThat(url("https://example.com/").addresses(guard("")))
                .containsExactly(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("2600::1"));
        assertThat(resolver.lookups()).containsExactly("example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "100.64.0.1", "0.0.0.0"})
    void nameOfPrivateAddressIsRejectedWithoutRevealingTheAddress(String address) {
        resolver.answer("example.com", address);
        assertThatThrownBy(() -> url("https://example.com/").addresses(guard("")))
                .isInstanceOf(UnfetchableException.class)
                .hasMessageContaining("example.com resolves to a private or local address")
                .hasMessageNotContaining(address);
    }

    @Test
    void nameWithOnePrivateAddressAmongPublicOnesIsRejected() {
        resolver.answer("example.com", "8.8.8.8", "1.1.1.1", "192.168.1.1");
        assertThatThrownBy(() -> url("https://example.com/").addresses(guard("")))
                .isInstanceOf(UnfetchableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/", "https://127.0.0.1./", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
                "https://[::127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/",
                        "https://10.0.0.1:8080/",
                "https://[0:0:0:0:0:0:0:0]/", "https://１２７．０．０．１/"
            })
    void privateAddressIsRejectedWithoutLookup(String url) {
        assertThatThrownBy(() -> url(url).addresses(guard("")))
                .isInstanceOf(UnfetchableException.class)
                .hasMessageContaining("is a private or local address");
        assertThat(resolver.lookups()).isEmpty();
    }

    @Test
    void hostWithoutAddressIsUnknown() {
        resolver.answer("empty.example");
        assertThatThrownBy(() -> url("https://empty.example/").addresses(guard("")))
                .hasMessageContaining("Unknown host empty.example");
        assertThatThrownBy(() -> url("https://missing.example/").addresses(guard("")))
                .hasMessageContaining("Unknown host missing.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "files.lan|https://files.lan/",
                "FILES.lan.|https://files.lan:8443/",
                "other.lan, files.lan:8443|https://files.lan:8443/",
                "10.0.0.5|https://files.lan/",
                "10.0.0.5:443|https://files.lan/",
                "10.0.0.0/8|https://files.lan/",
                "10.0.0.0/8|https://10.0.0.5/",
                "0.0.0.0/0|https://files.lan/",
                "fd00::/8|https://[fd00::5]/",
                "fd00::5|https://[fd00::5]/",
                "[fd00::5]|https://[fd00::5]/",
                "[fd00::5]:8443|https://[fd00::5]:8443/",
                "bücher.lan|https://xn--bcher-kva.lan/"
            })
    void allowListAcceptsHostsAddressesAndRanges(String list, String url) throws Exception {
        resolver.answer("files.lan", "10.0.0.5");
        resolver.answer("xn--bcher-kva.lan", "10.0.0.5");
        assertThat(url(url).addresses(guard(list))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "files.lan:8443|https://files.lan/",
                "sub.files.lan|https://files.lan/",
                "lan|https://files.lan/",
                "10.0.0.5:8443|https://files.lan/",
                "10.0.0.4|https://files.lan/",
                "10.0.0.6/31|https://files.lan/",
                "files.lan|https://10.0.0.5/",
                "::/0|https://files.lan/",
                "127.0.0.0/8|https://two.lan/"
            })
    void allowListEntryDoesNotAllowOtherAddresses(String list, String url) {
        resolver.answer("files.lan", "10.0.0.5");
        resolver.answer("two.lan", "127.0.0.1", "10.0.0.5");
        assertThatThrownBy(() -> url(url).addresses(guard(list))).isInstanceOf(UnfetchableException.class);
    }

    private AddressGuard guard(String allowed) {
        return new AddressGuard(resolver, AllowList.valueOf(allowed));
    }

    private static FileUrl url(String text) throws UnfetchableException {
        return FileUrl.parse(text, false);
    }
}
