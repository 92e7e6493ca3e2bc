package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Cost;
import dev.toolgram.host.config.Rate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static KeyFile parse(String text) {
        return KeyFile.parse(text.replace('\'', '"').replace("HASH", HASH).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyFieldIsRead() {
        KeyFile file = parse("""
                {'keys': {
                  'digest': {'hash': 'HASH', 'expires': '2027-02-01', 'tools': ['reader'],
                             'chats': {'read': ['@harbour_news', '-100123', '--45']}},
                  'assistant': {'hash': '0HASH', 'tools': ['inbox', '-delete_messages'],
                                'chats': {'read': ['*'], 'write': ['contacts', '-@boss']},
                                'approve': ['destructive', 'first-contact'], 'pace': {'send': '20/min', 'join': '5/d'}}}}
                """.replace("0HASH", "f".repeat(64)));

        assertThat(file.problems()).isEmpty();
        CallerPolicy digest = Objects.requireNonNull(file.keys().get("digest"));
        assertThat(digest.expires()).contains(Instant.parse("2027-02-01T00:00:00Z"));
        assertThat(digest.read().allowed())
                .extracting(Object::toString)
                .containsExactly("Chat[reference=@harbour_news]", "Chat[reference=-100123]");
        assertThat(digest.read().denied()).extracting(Object::toString).containsExactly("Chat[reference=-45]");
        assertThat(digest.write()).isEqualTo(ChatRules.NONE);
        CallerPolicy assistant = Objects.requireNonNull(file.keys().get("assistant"));
        assertThat(assistant.approve()).isEqualTo(Set.of("destructive", "first-contact"));
        assertThat(assistant.pace())
                .isEqualTo(Map.of(
                        Cost.SEND, new Rate(20, Duration.ofMinutes(1)), Cost.JOIN, new Rate(5, Duration.ofDays(1))));
        assertThat(assistant.read().isEverything()).isTrue();
        assertThat(assistant.isFull()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'keys': {                                                            | keys.json: Invalid JSON at line 1, column 11: unexpected end of input.
            {}                                                                    | keys.json: write {"keys": {"<name>": {…}}}
            []                                                                    | keys.json: write {"keys": {"<name>": {…}}}
            {'keys': {}, 'kees': 1}                                               | keys.json: unknown field 'kees'; did you mean keys?
            {'keys': {'default': KEY}}                                            | keys.json: key 'default': use 1 to 64 letters, digits, '.', '_' or '-' as its name, and not 'default'
            {'keys': {'a b': KEY}}                                                | keys.json: key 'a b': use 1 to 64 letters, digits, '.', '_' or '-' as its name, and not 'default'
            {'keys': {'a': KEY, 'b': KEY}}                                        | keys.json: key 'b': hash: another key has the same
            {'keys': {'a': {'hash': 'x', 'tools': ['all'], 'chats': {'read': ['*']}}}} | keys.json: key 'a': hash: must be 64 hexadecimal digits; 'toolgram key rotate a' makes a new key
            {'keys': {'a': {'hash': 'HASH', 'chats': {'read': ['*']}}}}           | keys.json: key 'a': tools: must be a list of texts that is not empty
            {'keys': {'a': {'hash': 'HASH', 'tools': [], 'chats': {'read': ['*']}}}} | keys.json: key 'a': tools: must be a list of texts that is not empty
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all']}}}                   | keys.json: key 'a': chats: is required, for example {"read": ["*"]}
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {}}}}      | keys.json: key 'a': chats: is required, for example {"read": ["*"]}
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {'read': []}}}} | keys.json: key 'a': chats: read: must be a list of texts that is not empty
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {'raed': ['*']}}}} | keys.json: key 'a': chats: unknown field 'raed'; did you mean read?
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {'read': ['*', '-5']}}}} | keys.json: key 'a': chats: read: '-5' is ambiguous here: write '--5' to deny the group with this id, or its @username or link to allow it
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {'read': ['-@x']}}}} | keys.json: key 'a': chats: read: the list only denies: begin it with "*" to allow all other chats
            {'keys': {'a': {'hash': 'HASH', 'tools': ['all'], 'chats': {'read': ['*', '-*']}}}} | keys.json: key 'a': chats: read: '-*' denies everything: leave the list out
            {'keys': {'a': {MORE, 'expires': 'soon'}}}                            | keys.json: key 'a': expires: must be a date like 2027-02-01, or a time like 2027-02-01T12:00:00Z
            {'keys': {'a': {MORE, 'approve': []}}}                                | keys.json: key 'a': approve: must be a list of texts that is not empty
            {'keys': {'a': {MORE, 'pace': {'send': '20/week'}}}}                  | keys.json: key 'a': pace: send: must be a rate like 20/min; the units are s, min, h, d
            {'keys': {'a': {MORE, 'pace': {'sent': '20/min'}}}}                   | keys.json: key 'a': pace: unknown field 'sent'; did you mean send?
            {'keys': {'a': {MORE, 'tool': ['all']}}}                              | keys.json: key 'a': unknown field 'tool'; did you mean tools?
            """)
    void everyMistakeIsNamed(String text, String problem) {
        String more = "'hash': 'HASH', 'tools': ['all'], 'chats': {'read': ['*']}";
        KeyFile file = parse(text.replace("KEY", "{MORE}").replace("MORE", more));

        assertThat(file.problems()).containsExactly(problem);
    }

    @Test
    void hashIsSha256() { // FIPS 180-2, appendix B.1
        assertThat(KeyFile.hash("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
