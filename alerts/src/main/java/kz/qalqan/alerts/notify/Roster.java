package kz.qalqan.alerts.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.Escalation;
import kz.qalqan.alerts.channel.Person;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Site;

/**
 * Who is called when nobody answers: steps by time and priority, people by role, site and shift. Shifts are those of
 * the plan, numbered from 1 by their order in the day, in the mine's time.
 *
 * <p>Threads: any.
 */
public final class Roster implements Escalation {
    private final List<Step> steps;
    private final List<Duty> duties;
    private final Supplier<Plan> plan;

    /**
     * One step of the escalation.
     *
     * @param after so long after the alert began to ask
     * @param priority the least urgent it is for
     * @param role who is called
     */
    public record Step(Duration after, Priority priority, String role) {}

    /**
     * Somebody's place on the roster.
     *
     * @param person who, in which role
     * @param site where; empty for every site
     * @param shifts numbers of the shifts; empty for all
     */
    public record Duty(Person person, String site, Set<Integer> shifts) {
        public Duty {
            shifts = Set.copyOf(shifts);
        }
    }

    /** Steps in any order. */
    public Roster(List<Step> steps, List<Duty> duties, Supplier<Plan> plan) {
        this.steps = steps.stream().sorted(Comparator.comparing(Step::after)).toList();
        this.duties = List.copyOf(duties);
        this.plan = plan;
    }

    @Override
    public Optional<Call> due(Alert alert, Instant now) {
        Instant asked = alert.life().announcedAt();
        Alert.Called called = alert.called();
        int from = called == null ? 0 : called.level();
        for (int level = from; asked != null && level < steps.size(); level++) {
            Step step = steps.get(level);
            if (!step.priority().above(alert.priority())) {
                return now.isBefore(asked.plus(step.after()))
                        ? Optional.empty()
                        : Optional.of(new Call(level + 1, step.role(), names(onDuty(alert.site(), step.role(), now))));
            }
        }
        return Optional.empty();
    }

    /** Who has this role at a site now. */
    List<Person> onDuty(String site, String role, Instant now) {
        int shift = shift(site, now);
        return duties.stream()
                .filter(duty -> duty.person().role().equals(role))
                .filter(duty -> duty.site().isEmpty() || duty.site().equals(site))
                .filter(duty -> duty.shifts().isEmpty() || duty.shifts().contains(shift))
                .map(Duty::person)
                .toList();
    }

    /** The people of these names; who has left the roster since is not reached. */
    List<Person> named(List<String> names) {
        List<Person> found = new ArrayList<>();
        for (String name : names) {
            duties.stream()
                    .map(Duty::person)
                    .filter(person -> person.name().equals(name))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Number of the shift a site is in: the last whose start has passed; before the first of the day the last one. */
    int shift(String siteId, Instant now) {
        Site site = plan.get().sites().get(siteId);
        if (site == null) {
            return 0;
        }
        LocalTime time = now.atZone(site.timeZone()).toLocalTime();
        List<LocalTime> starts = site.shiftStarts();
        int shift = starts.size();
        for (int i = 0; i < starts.size(); i++) {
            if (!starts.get(i).isAfter(time)) {
                shift = i + 1;
            }
        }
        return shift;
    }

    private static List<String> names(List<Person> people) {
        return people.stream().map(Person::name).toList();
    }
}
