package dev.toolgram.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables. The SQL of this package is what SQLite and PostgreSQL share, except for types and pragmas. */
final class Schema {

    private Schema() {}

    static void createJournal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists sends (
                        id text primary key,
                        caller text not null,
                        idempotency_key text,
                        tool text not null,
                        arguments text not null,
                        created bigint not null,
                        state text not null,
                        result blob,
                        unique (caller, idempotency_key))""");
            statement.execute("""
                    create table if not exists audit (
                        id integer primary key,
                        time bigint not null,
                        caller text not null,
                        tool text not null,
                        chats text not null,
                        decision text not null,
                        outcome text not null,
                        revision text not null,
                        request_id text not null)""");
            statement.execute("create index if not exists audit_time on audit (time)");
            statement.execute(
                    "create table if not exists first_contacts (id integer primary key, time bigint not null)");
            statement.execute("create index if not exists sends_created on sends (created)");
            statement.execute("""
                    create table if not exists send_writes (
                        send_id text not null references sends (id) on delete cascade,
                        position integer not null,
                        function text not null,
                        chat_id bigint not null,
                        state text not null,
                        fingerprints text not null,
                        messages text not null,
                        response blob,
                        primary key (send_id, position))""");
        }
    }

    /**
     * {@code fact} is unique: what is seen twice is one event. {@code newest} of a chat is the message up to which the
     * log has all.
     */
    static void createEvents(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists events (
                        seq integer primary key,
                        fact text not null unique,
                        type text not null,
                        chat_id bigint not null,
                        outgoing integer not null,
                        time bigint not null,
                        payload blob not null)""");
            statement.execute("create index if not exists events_time on events (time)");
            statement.execute("""
                    create table if not exists event_chats (
                        chat_id integer primary key,
                        newest bigint not null)""");
            statement.execute("""
                    create table if not exists event_settings (
                        name text primary key,
                        value bigint not null)""");
            statement.execute("""
                    create table if not exists webhooks (
                        id text primary key,
                        caller text not null,
                        config blob not null,
                        created bigint not null,
                        cursor bigint not null,
                        stopped text,
                        last_success bigint not null,
                        last_error text,
                        last_error_at bigint not null)""");
            statement.execute("""
                    create table if not exists webhook_held (
                        webhook_id text not null references webhooks (id) on delete cascade,
                        seq bigint not null,
                        chat_id bigint not null,
                        attempts integer not null,
                        first bigint not null,
                        next bigint not null,
                        primary key (webhook_id, seq))""");
            statement.execute("""
                    create table if not exists webhook_dead (
                        webhook_id text not null references webhooks (id) on delete cascade,
                        seq bigint not null,
                        time bigint not null,
                        primary key (webhook_id, seq))""");
        }
    }
}
