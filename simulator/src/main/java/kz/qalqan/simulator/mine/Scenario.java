package kz.qalqan.simulator.mine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Site;

/**
 * A story a mine plays: steps in time, told again and again, and the truth about it.
 *
 * <p>Data only, so that it can later be read from a file.
 *
 * @param name what it is asked for by
 * @param period after which it begins anew
 * @param steps in order of time, each before the period's end
 * @param truth what a service that works raises, by the first telling
 */
public record Scenario(String name, Duration period, List<Step> steps, Truth truth) {
    /**
     * A moment of the story.
     *
     * @param at time since the telling began
     * @param phase what goes on from here, in words
     * @param effects what changes
     */
    public record Step(Duration at, String phase, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    public Scenario {
        steps = List.copyOf(steps);
    }

    /** The zones and devices it needs that a site does not have; empty when it can be played there. */
    public List<String> missingAt(Site site) {
        List<String> missing = new ArrayList<>();
        for (Step step : steps) {
            for (Effect effect : step.effects()) {
                boolean zone = site.zones().containsKey(effect.target());
                boolean device = site.devices().containsKey(effect.target().split(":", 2)[0]);
                boolean there = effect.kind() == Effect.Kind.DECLARE
                        ? zone || device
                        : effect.kind().ofZone() ? zone : device;
                if (!there && !missing.contains(effect.target())) {
                    missing.add(effect.target());
                }
            }
        }
        return missing;
    }
}
