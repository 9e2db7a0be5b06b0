package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.rules.facts.TooFew;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule asks several methane sensors and none of them can be relied on: what it would say then is not known, and
 * that is said. Sensors behind a lost link are not counted: the link speaks for them.
 *
 * <p>Threads: the judgement thread only.
 */
final class Votes {
    /** Fewest sensors of a section that make a vote; one that never spoke has none. */
    private static final int VOTERS_MIN = 2;

    private final Kernel kernel;
    private final Map<String, Group> sections = new TreeMap<>();
    private @Nullable Group methane;

    Votes(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Trust in a sensor moved. */
    void moved(SensorState state) {
        Group whole = methane();
        if (state.over != null) {
            look(sections.get(state.place.getSection()));
        }
        if (whole.members.contains(state)) {
            look(whole);
        }
    }

    /** Looks everywhere: a link was lost or found. */
    void look() {
        look(methane());
        sections.values().forEach(this::look);
    }

    private void look(@Nullable Group group) {
        if (group != null && group.flag.set(group.tooFew(), kernel.session)) {
            kernel.siteFlipped();
        }
    }

    /** The sensors that tell whether a stopped main fan is a reason to leave; the groups are made when first asked. */
    private Group methane() {
        Group known = methane;
        if (known != null) {
            return known;
        }
        Group made = new Group(new SiteFlag("methane-unknown"), 1);
        for (SensorState sensor : kernel.mine.sensors()) {
            if (sensor.over != null) {
                String section = sensor.place.getSection();
                sections.computeIfAbsent(section, s -> new Group(new SiteFlag(new TooFew(s)), VOTERS_MIN))
                        .members
                        .add(sensor);
            }
            if (sensor.condition("main-fan-stopped", "methane") != null) {
                made.members.add(sensor);
            }
        }
        methane = made;
        return made;
    }

    private static final class Group {
        private final SiteFlag flag;
        private final int least;
        private final List<SensorState> members = new ArrayList<>();

        Group(SiteFlag flag, int least) {
            this.flag = flag;
            this.least = least;
        }

        /** Whether of those that ever spoke none can be relied on. */
        boolean tooFew() {
            boolean blind = false;
            int spoke = 0;
            for (SensorState member : members) {
                if (member.lastSeen != SensorState.NEVER && !member.distrusted()) {
                    return false;
                }
                spoke += member.lastSeen == SensorState.NEVER ? 0 : 1;
                blind |= member.distrusted() && !member.dark;
            }
            return blind && spoke >= least;
        }
    }
}
