package kz.qalqan.ingest;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.qalqan.ingest.Identities.Verdict;
import kz.qalqan.ingest.PlanIndex.Known;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the values of a message into readings, with the plan in force: whose they are, in which unit, when measured,
 * how far to be trusted, and whether they came before. What a known sensor sends always gets in.
 *
 * <p>Threads: the ingest thread only.
 */
final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    private final Supplier<Plan> plan;
    private final Set<String> journals;
    private final String firstSite;
    private final Units units = new Units();
    private final Map<SensorId, Identities> identities = new HashMap<>();
    private final Devices devices;
    private final Strangers strangers;
    private final Quota quota = new Quota();
    private final Formats formats = new Formats();
    private PlanIndex index;
    private @Nullable RawValue sampled;

    /**
     * A message to judge.
     *
     * @param topic where it was published
     * @param receivedAt when it came: stands where it bears no usable time
     * @param now by which lateness is judged: later than {@code receivedAt} in a replay
     * @param retained whether the broker had kept it
     * @param only the places to judge; null for all
     */
    record Message(
            Topic topic,
            Instant receivedAt,
            Instant now,
            boolean retained,
            @Nullable BitSet only) {
        boolean wants(int place) {
            return only == null || only.get(place);
        }

        /** Whether it came just now: a replay and what the broker had kept say nothing of how the device behaves. */
        boolean live() {
            return only == null && !retained && now.equals(receivedAt);
        }
    }

    private record Value(Known known, double number, Quality quality, DeviceWatch watch) {}

    private record Timed(long micros, Quality quality, Verdict verdict) {}

    /** The same without anybody who counts. */
    Judge(Supplier<Plan> plan, Set<String> journals) {
        this(plan, journals, IngestMetrics.NONE);
    }

    /** Judges for the sites that have a journal; the first of them takes what names no site. */
    Judge(Supplier<Plan> plan, Set<String> journals, IngestMetrics metrics) {
        this.devices = new Devices(metrics);
        this.strangers = new Strangers(units);
        this.plan = plan;
        this.journals = journals;
        this.firstSite = journals.iterator().next();
        this.index = new PlanIndex(plan.get(), journals, units);
    }

    Devices devices() {
        return devices;
    }

    Strangers strangers() {
        return strangers;
    }

    Quota quota() {
        return quota;
    }

    PlanIndex index() {
        Plan now = plan.get();
        if (!index.standsFor(now)) {
            index = new PlanIndex(now, journals, units);
        }
        return index;
    }

    /** The site whose journal takes what is wrong with a message of this topic. */
    String siteOf(Topic topic) {
        return index().hasSite(topic.site()) ? topic.site() : firstSite;
    }

    /** Judges all values of a message. */
    Judged judge(Message message, List<RawValue> values) {
        Judged judged = new Judged();
        sampled = null;
        for (int place = 1; place <= values.size(); place++) {
            if (message.wants(place)) {
                one(place, values.get(place - 1), message, judged);
            }
        }
        return judged;
    }

    /** Remembers a reading of the journal. */
    void remember(ReadingBatch batch, int i) {
        SensorId id = batch.sensorOf(i);
        Quality quality = new Quality(batch.quality()[i]);
        Identities known = identities.computeIfAbsent(id, s -> new Identities());
        if (quality.has(Mark.UNSTAMPED) || quality.has(Mark.CLOCK_CORRECTED)) {
            known.assign(batch.measuredAtMicros()[i]);
        } else {
            known.meet(batch.measuredAtMicros()[i], batch.value()[i]);
        }
    }

    /** Remembers a refused message of the journal: who is unknown, and how much was kept of whom. */
    void recall(String site, Quarantined message, Instant at) {
        quota.take(message.topic(), message.payload().length, at);
        if (!Strangers.REASONS.contains(message.reason()) || message.payload().length < message.length()) {
            return;
        }
        Topic topic = Topic.parse(message.topic());
        try {
            List<RawValue> values = formats.decode(
                    topic, new Delivery.Body(message.payload(), message.length(), null, message.contentType()));
            Optional<BitSet> only = Slots.parse(message.detail()).map(Slots::refused);
            for (int place = 1; place <= values.size(); place++) {
                if (only.isEmpty() || only.get().get(place)) {
                    var told = strangers.heard(site, message.topic(), values.get(place - 1), at);
                    log.trace("recalled {}", told);
                }
            }
        } catch (Refusal unreadable) {
            log.debug("a refused message of {} is not readable: {}", message.topic(), unreadable.detail());
        }
    }

    private void one(int place, RawValue raw, Message message, Judged judged) {
        String site = siteOf(message.topic());
        try {
            site = site(message.topic(), raw.device());
            Value value = value(site, raw, message.topic());
            if (raw.stamp().kind() == Stamp.Kind.UNUSABLE) {
                throw new Refusal(QuarantineReason.TIME_UNUSABLE, "'ts' is no time since 1970");
            }
            if (message.live()) {
                sample(raw, value.watch(), message);
            }
            keep(place, raw.stamp(), value, message, judged);
        } catch (Refusal refusal) {
            judged.refuse(place, new Judged.Heap(site, refusal.reason()), refusal.detail());
            if (message.only() == null && Strangers.REASONS.contains(refusal.reason())) {
                stranger(site, raw, message, judged);
            }
        }
    }

    private void stranger(String site, RawValue raw, Message message, Judged judged) {
        strangers
                .heard(site, text(message.topic()), raw, message.receivedAt())
                .ifPresent(said -> judged.gas(new Judged.Gas(site, said)));
    }

    private static String text(Topic topic) {
        return switch (topic.kind()) {
            case GATEWAY -> "v1/gateway/telemetry";
            case SPARKPLUG -> "spBv1.0/" + topic.site() + "/" + topic.device();
            default -> "mine/" + topic.site() + "/" + topic.zone() + "/" + topic.device();
        };
    }

    /** The values of one object of a message are one sample: they bear one number and one time. */
    private void sample(RawValue raw, DeviceWatch watch, Message message) {
        RawValue before = sampled;
        boolean same = before != null
                && before.seq() == raw.seq()
                && before.device().equals(raw.device())
                && before.stamp().equals(raw.stamp());
        if (!same) {
            sampled = raw;
            watch.sample(raw, message.topic().zone(), message.now());
        }
    }

    private String site(Topic topic, String device) throws Refusal {
        if (topic.kind() != Topic.Kind.GATEWAY) {
            if (!index().hasSite(topic.site())) {
                throw new Refusal(QuarantineReason.SITE_UNKNOWN, "site '" + brief(topic.site()) + "'");
            }
            return topic.site();
        }
        List<String> sites = index().sitesWith(device);
        if (sites.isEmpty()) {
            throw new Refusal(QuarantineReason.DEVICE_UNKNOWN, "device '" + brief(device) + "' at no site");
        }
        if (sites.size() > 1) {
            throw new Refusal(QuarantineReason.AMBIGUOUS_DEVICE, "device '" + device + "' exists at " + sites);
        }
        return sites.get(0);
    }

    private Value value(String site, RawValue raw, Topic topic) throws Refusal {
        Optional<Map<String, Known>> device = index().device(site, raw.device());
        if (device.isEmpty()) {
            throw new Refusal(QuarantineReason.DEVICE_UNKNOWN, "device '" + brief(raw.device()) + "' at " + site);
        }
        Known known = device.get().get(raw.quantity());
        if (known == null) {
            throw new Refusal(
                    QuarantineReason.SENSOR_UNKNOWN,
                    "'" + brief(raw.quantity()) + "' of device " + raw.device() + " at " + site);
        }
        double number = number(raw, known);
        Quality quality = Marks.ofValue(number, raw.number(), known.sensor(), raw.word());
        boolean elsewhere =
                !topic.zone().isEmpty() && !topic.zone().equals(known.sensor().zone());
        return new Value(
                known, number, elsewhere ? quality.with(Mark.PLACE_MISMATCH) : quality, devices.of(site, raw.device()));
    }

    private double number(RawValue raw, Known known) throws Refusal {
        Quantity quantity = known.sensor().quantity();
        boolean fits = raw.type() == RawValue.Type.NUMBER
                || (raw.type() == RawValue.Type.FLAG && quantity.kind() == Quantity.Kind.STATE);
        if (!fits) {
            throw new Refusal(
                    QuarantineReason.WRONG_TYPE,
                    quantity.code() + " must be a number, found "
                            + raw.type().name().toLowerCase(Locale.ROOT));
        }
        String unit = raw.unit();
        Units.Conversion conversion = (unit == null ? known.bare() : units.conversion(unit, quantity))
                .orElseThrow(() -> new Refusal(
                        QuarantineReason.UNIT_UNKNOWN,
                        units.trouble(brief(unit == null ? known.sensor().unit() : unit), quantity)));
        double number = conversion.apply(raw.number());
        return Double.isFinite(number) ? number : Double.NaN;
    }

    private void keep(int place, Stamp stamp, Value value, Message message, Judged judged) {
        SensorId id = value.known().sensor().id();
        Identities met = identities.computeIfAbsent(id, s -> new Identities());
        long newest = met.newest();
        Timed timed = time(met, stamp, value, message);
        if (timed.verdict() == Verdict.DUPLICATE) {
            judged.duplicate(id.site());
            value.watch().count(Oddity.DUPLICATE, 1);
            return;
        }
        Quality quality = doubts(stamp, newest, timed, value, message);
        value.watch().count(quality);
        judged.accept(new Judged.Accepted(
                id,
                timed.micros(),
                value.number(),
                quality.bits(),
                quality.has(Mark.PLACE_MISMATCH) ? message.topic().zone() : ""));
        if (Marks.absurd(stamp, message.receivedAt()) && met.listingDue(message.now())) {
            judged.list(
                    place,
                    new Judged.Heap(id.site(), QuarantineReason.TIME_UNUSABLE),
                    "'ts' " + ReadingBatch.instantOfMicros(stamp.micros()) + " of " + id
                            + " is absurdly far ahead; judged at the time of receipt");
        }
    }

    /** What this reading says of its device beside the value: a conflict, a stamp that fell back, a second sender. */
    private static Quality doubts(Stamp stamp, long newest, Timed timed, Value value, Message message) {
        Quality quality = timed.quality();
        DeviceWatch watch = value.watch();
        if (timed.verdict() == Verdict.CONFLICT) {
            quality = quality.with(Mark.CONFLICT);
        }
        if (!message.live()) {
            return quality;
        }
        if (timed.verdict() == Verdict.CONFLICT) {
            watch.conflict(message.now());
        } else if (stamp.kind() == Stamp.Kind.TIME) {
            watch.offset(ReadingBatch.micros(message.receivedAt()) - stamp.micros());
            if (newest > stamp.micros()) {
                watch.fell(newest - stamp.micros(), message.now());
            }
        }
        return watch.clashing(message.now()) ? quality.with(Mark.IDENTITY_CLASH) : quality;
    }

    private static Timed time(Identities met, Stamp stamp, Value value, Message message) {
        Quality quality = message.retained() ? value.quality().with(Mark.RETAINED) : value.quality();
        long received = ReadingBatch.micros(message.receivedAt());
        if (stamp.kind() == Stamp.Kind.MISSING) {
            long micros = met.assign(received);
            boolean old = message.retained() || Marks.late(micros, message.now());
            Quality unstamped = quality.with(Mark.UNSTAMPED);
            return new Timed(micros, old ? unstamped.with(Mark.LATE) : unstamped, Verdict.NEW);
        }
        if (stamp.kind() == Stamp.Kind.RELATIVE) {
            return relative(met, received + stamp.micros(), value, message, quality.with(Mark.UNSTAMPED));
        }
        Verdict verdict = met.meet(stamp.micros(), value.number());
        if (verdict == Verdict.DUPLICATE) {
            return new Timed(stamp.micros(), quality, verdict);
        }
        boolean ahead = Marks.ahead(stamp, message.receivedAt());
        long micros = ahead ? met.assign(received) : stamp.micros();
        Quality timed = ahead ? quality.with(Mark.CLOCK_CORRECTED) : quality;
        timed = Marks.absurd(stamp, message.receivedAt()) ? timed.with(Mark.CLOCK_ABSURD) : timed;
        return new Timed(micros, Marks.late(micros, message.now()) ? timed.with(Mark.LATE) : timed, verdict);
    }

    /** Its place among the others of its pack is known, the moment itself only from when the pack came. */
    private static Timed relative(Identities met, long micros, Value value, Message message, Quality unstamped) {
        boolean old = message.retained() || Marks.late(micros, message.now());
        return new Timed(micros, old ? unstamped.with(Mark.LATE) : unstamped, met.meet(micros, value.number()));
    }

    /** Text of a stranger, short enough for a line. */
    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
