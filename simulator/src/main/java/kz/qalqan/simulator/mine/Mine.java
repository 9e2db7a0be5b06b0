package kz.qalqan.simulator.mine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kz.qalqan.simulator.mine.Scenario.Step;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Site;

/**
 * A mine that plays a scenario in its own time: ask how far it shall go and it tells what its devices said on the way.
 *
 * <p>Pure: no clock, no network, no hidden chance. Same site, scenario and seed give the same messages, whatever the
 * pace they are asked at. The air moves in steps of a quarter second; what is said bears its exact millisecond.
 *
 * <p>Threads: one.
 */
public final class Mine {
    private static final long STEP_MS = 250;

    private final AirNetwork air;
    private final RockMass rock;
    private final Drainage pipes = new Drainage();
    private List<Act> acts = new ArrayList<>();
    private final Scenario scenario;
    private final List<Post> posts = new ArrayList<>();
    private List<Message> ahead = new ArrayList<>();
    private String phase = "";
    private long nowMs = -1;
    private long steppedMs = -STEP_MS;
    private long told = -1;

    /**
     * A mine at rest, before its first second.
     *
     * @throws IllegalArgumentException when the scenario needs places or devices the site does not have
     */
    public Mine(Site site, Scenario scenario, long seed) {
        List<String> missing = scenario.missingAt(site);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("scenario '" + scenario.name() + "' cannot be played at '" + site.id()
                    + "': there is no " + String.join(", ", missing));
        }
        Noise noise = new Noise(seed).named(site.id());
        this.air = new AirNetwork(site, noise.named("air"));
        this.rock = new RockMass(noise.named("rock"));
        this.scenario = scenario;
        site.devices().values().forEach(device -> posts.add(new Post(device, air, pipes, noise)));
    }

    /**
     * What is said until a time, in order, without what was told before.
     *
     * @param time since the start; a time already reached tells nothing
     */
    public List<Message> until(Duration time) {
        long toMs = time.toMillis();
        while (steppedMs < toMs) {
            step();
        }
        List<Message> due = new ArrayList<>();
        List<Message> later = new ArrayList<>();
        ahead.forEach(message -> (message.at().toMillis() <= toMs ? due : later).add(message));
        ahead = later;
        nowMs = Math.max(nowMs, toMs);
        due.sort(Comparator.comparing(Message::at).thenComparing(Message::device));
        return due;
    }

    /** What people did since this was last asked, in order. */
    public List<Act> acts() {
        List<Act> done = acts;
        acts = new ArrayList<>();
        return done;
    }

    /** How far it was asked to go. */
    public Duration now() {
        return Duration.ofMillis(Math.max(0, nowMs));
    }

    /** What goes on, in words. */
    public String phase() {
        return phase;
    }

    AirNetwork air() {
        return air;
    }

    private void step() {
        long from = steppedMs;
        steppedMs += STEP_MS;
        play(from, steppedMs);
        if (steppedMs > 0) {
            air.step(STEP_MS / 1000.0);
            pipes.step(STEP_MS / 1000.0);
        }
        List<RockMass.Shock> shocks = rock.between(from, steppedMs);
        for (Post post : posts) {
            post.feel(steppedMs, STEP_MS);
            post.speak(steppedMs, ahead);
            post.shake(shocks, ahead);
        }
    }

    private void play(long fromMs, long toMs) {
        long period = scenario.period().toMillis();
        long telling = Math.max(0, toMs) / period;
        if (telling > told) {
            told = telling;
        }
        for (Step step : scenario.steps()) {
            long at = told * period + step.at().toMillis();
            if (at > fromMs && at <= toMs) {
                phase = step.phase();
                step.effects().forEach(this::apply);
            }
        }
    }

    private void apply(Effect effect) {
        String target = effect.target();
        double amount = effect.amount();
        switch (effect.kind()) {
            case AIR -> air.choke(target, amount);
            case DRAUGHT -> air.draught(amount);
            case RELEASE -> air.release(target, Quantity.of(effect.what()), amount);
            case PUFF -> air.puff(target, Quantity.of(effect.what()), amount);
            case LEAK -> pipes.leak(target, amount);
            case SHOCK -> rock.strike(steppedMs, amount);
            case DECLARE -> acts.add(new Act(Duration.ofMillis(steppedMs), effect.what(), target));
            default -> tellPost(effect);
        }
    }

    private void tellPost(Effect effect) {
        for (Post post : posts) {
            if (post.is(effect.target())) {
                post.apply(effect);
                if (effect.kind() == Effect.Kind.STATE && post.pumps()) {
                    pipes.pump(effect.amount());
                }
            }
        }
    }
}
