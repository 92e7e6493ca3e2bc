package dev.toolgram.plugins.sandbox.model;

import java.util.List;
import java.util.stream.LongStream;

/** The initial users of a sandbox. Tests may rely on their ids. */
public final class SeedUsers {
    /** The account that clients sign in to. */
    public static final long ANN = 1001;

    /** A contact with a username. */
    public static final long BOB = 1002;

    /** A contact without one. */
    public static final long CARLA = 1003;

    /** A contact whose chat is archived. */
    public static final long DMITRI = 1004;

    /** A bot that repeats messages. */
    public static final long ECHO = 1005;

    /** A user who is not a contact; she and the next three write in the big group. */
    public static final long ERIN = 1006;

    static final long FARID = 1007;
    /** Nobody can add her to a group. */
    public static final long GRETA = 1008;

    static final long HUGO = 1009;

    private static final long BEFORE_THE_GUESTS = 100_000;
    private static final long FIRST_OF_THE_CROWD = 1010;
    private static final int CROWD = 240;
    private static final List<String> FIRST_NAMES =
            List.of("Ines", "Jonas", "Kira", "Luca", "Mara", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tara");
    private static final List<String> LAST_NAMES = List.of(
            "Abel", "Brandt", "Costa", "Duval", "Engel", "Ferro", "Gruber", "Haas", "Iversen", "Jansen", "Keller",
            "Lorenz", "Moser", "Novak", "Olsen", "Pohl", "Quist", "Riva", "Sauer", "Toth");

    private SeedUsers() {}

    static void moveInto(ServerState state) {
        state.add(new User(ANN, "Ann", "Tester", "ann_tester", "15550001", false, false));
        state.add(new User(BOB, "Bob", "Stone", "bob_stone", "15550002", false, true));
        state.add(new User(CARLA, "Carla", "Reyes", null, "15550003", false, true));
        state.add(new User(DMITRI, "Dmitri", null, "dmitri_v", "15550004", false, true));
        state.add(new User(ECHO, "Echo", null, "echo_bot", null, true, false));
        state.add(new User(ERIN, "Erin", "Walsh", "erin_walsh", null, false, false));
        state.add(new User(FARID, "Farid", "Haddad", null, null, false, false));
        state.add(new User(GRETA, "Greta", "Lind", "greta_lind", null, false, false));
        state.add(new User(HUGO, "Hugo", null, null, null, false, false));
        crowd().forEach(id -> state.add(new User(
                id,
                FIRST_NAMES.get((int) (id % FIRST_NAMES.size())),
                LAST_NAMES.get((int) (id / FIRST_NAMES.size() % LAST_NAMES.size())),
                null,
                null,
                false,
                false)));
    }

    /** One of many who write to the account, {@code @guest_1}, {@code @guest_2} and so on. */
    static User guest(int number) {
        return new User(
                BEFORE_THE_GUESTS + number, "Guest", Integer.toString(number), "guest_" + number, null, false, false);
    }

    /** Members who say nothing: a list of them does not fit one page. */
    static List<Long> crowd() {
        return LongStream.range(FIRST_OF_THE_CROWD, FIRST_OF_THE_CROWD + CROWD)
                .boxed()
                .toList();
    }
}
