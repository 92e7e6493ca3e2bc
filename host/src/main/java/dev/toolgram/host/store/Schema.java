package dev.toolgram.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables. The SQL of this package is what SQLite and PostgreSQL share, except for types and pragmas. */
final class Schema {

    private Schema() {}

    static void create(Connection connection) throws SQLException {
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
}
