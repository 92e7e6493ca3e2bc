package dev.toolgram.plugins.sandbox.model;

import static dev.toolgram.plugins.sandbox.model.SeedUsers.ANN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.BOB;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.CARLA;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.ERIN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.FARID;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.GRETA;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;

/** A public group with topics. */
final class SeedForum {
    private static final int MINUTE = 60;
    private static final int GREEN = 0x8EEE98;
    private static final int RED = 0xFB6F5F;
    private static final int YELLOW = 0xFFD67E;

    private final ServerState state;
    private final Channel school;
    private final Forum forum;
    private int now;

    private SeedForum(ServerState state, int now) {
        this.state = state;
        this.now = now;
        school = state.newChannel("Bread School", "One topic for each course.", "bread_school", true, ERIN, now);
        List.of(FARID, GRETA, BOB, CARLA, ANN).forEach(school::add);
        forum = school.makeForum();
    }

    static void addTo(ServerState state, int begin) {
        new SeedForum(state, begin).fill();
    }

    private void fill() {
        int _ = add(NewMessages.event(
                state, school.peer(), ERIN, now, TlObject.of("messageActionChannelCreate", "title", school.title())));
        int _ = post(ERIN, "Welcome to the school.", Forum.GENERAL, 0);
        int sourdough = open("Sourdough", GREEN, false);
        int first = post(FARID, "My starter smells of apples.", sourdough, 0);
        int _ = post(ERIN, "That is a good sign.", sourdough, first);
        int baguettes = open("Baguettes", YELLOW, false);
        int _ = post(GRETA, "How hot is your oven?", baguettes, 0);
        int exams = open("Exams of 2024", RED, true);
        int _ = post(ERIN, "All passed.", exams, 0);
        int _ = post(BOB, "See you next week.", Forum.GENERAL, 0);
        now += MINUTE;
        TlObject poll = new Media(state, () -> now).poll(ANN, "Which course next?", List.of("Rye", "Spelt"));
        int _ = add(NewMessages.of(state, school.peer(), ANN, now, "", poll));
        boolean _ = state.conversation(school.peer()).read(0);
    }

    private int open(String title, int color, boolean closed) {
        now += MINUTE;
        int id = add(NewMessages.event(state, school.peer(), ERIN, now, Forum.opening(title, color, 0)));
        forum.put(new Forum.Topic(id, title, ERIN, now, color, 0, closed, false));
        return id;
    }

    private int post(long sender, String text, int topic, int replyTo) {
        now += MINUTE;
        return add(NewMessages.of(state, school.peer(), sender, now, text, null)
                .with("reply_to", Forum.header(topic, replyTo)));
    }

    private int add(TlObject draft) {
        return state.conversation(school.peer()).add(draft, null).message().id();
    }
}
