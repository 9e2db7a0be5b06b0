package kz.qalqan.rules;

import java.time.Duration;
import java.time.Instant;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Texts;
import org.jspecify.annotations.Nullable;

/**
 * One version of one limit: a number with all that makes it usable.
 *
 * <p>Threads: immutable.
 *
 * @param id {@code {rule}:{level}:{scope}}
 * @param rule rule id of contract 7
 * @param level level within the rule
 * @param scope where it holds: {@code sensor:GA-07/ch4}, {@code zone:face-3}, {@code location:face} or {@code site}
 * @param quantity what it judges
 * @param bound which side is dangerous
 * @param numbers value, end and delays
 * @param use what it is for
 * @param version which version this is, and whose
 */
public record Limit(
        String id,
        String rule,
        String level,
        String scope,
        Quantity quantity,
        Bound bound,
        Numbers numbers,
        Use use,
        Version version) {

    /**
     * What is compared.
     *
     * @param value the limit in the quantity's unit
     * @param deadBand distance between the limit and its end
     * @param end where the condition ends when that is further than the dead band (restore level); null when not
     * @param onDelay how long it must hold before it counts
     * @param offDelay how long it must be gone before it ends
     */
    public record Numbers(
            double value, double deadBand, @Nullable Double end, Duration onDelay, Duration offDelay) {}

    /**
     * What a limit is for.
     *
     * @param priority how urgent when it is crossed
     * @param hold what it needs to end
     * @param text what is wrong
     * @param action what to do
     * @param source source id of the number ({@code domain.md})
     * @param ceiling the preset's value, which no change may pass; NaN where the preset has none
     * @param auxiliary whether it only supports a rule over several limits and makes no finding of its own
     * @param place whether it is the limit of its place, which general gassing counts
     * @param momentary whether the value is an event and not a state, so that it ends by time alone
     * @param plus what is added before comparing, measured by the same device or in the same zone; null when nothing
     * @param of what of the sensor is compared
     */
    public record Use(
            Priority priority,
            Hold hold,
            Texts text,
            Texts action,
            String source,
            double ceiling,
            boolean auxiliary,
            boolean place,
            boolean momentary,
            @Nullable Quantity plus,
            Measure of) {}

    /**
     * Which version, and whose.
     *
     * @param number rises with every change, from 1
     * @param author who set it: an account, {@code plan} or the preset's name
     * @param position journal position it holds from; 0 from the start
     * @param at engine time it holds from
     * @param reason why
     */
    public record Version(int number, String author, long position, Instant at, String reason) {}

    /** The limit. */
    public double value() {
        return numbers.value();
    }

    /** Where the condition ends: the safer of dead band and declared end, never on the dangerous side of the limit. */
    public double off() {
        double inside = bound.inside(numbers.value(), numbers.deadBand());
        Double end = numbers.end();
        return end == null ? inside : bound.strictest(end, inside);
    }

    /** UCUM unit of the limit. */
    public String unit() {
        return use.of().unit(quantity.unit());
    }

    Limit with(Numbers changed, Version next) {
        return new Limit(id, rule, level, scope, quantity, bound, changed, use, next);
    }
}
