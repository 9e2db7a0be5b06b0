package kz.qalqan.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import kz.qalqan.ingest.sparkplug.Ear.Told;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three nodes whose messages are lost, doubled and mixed up, which die, are born again with other aliases, and answer
 * requests or not. Each value tells of which device and quantity it is, so a wrong one is seen.
 *
 * <p>What is spared: death certificates are not lost and divide what comes before them from what comes after, because
 * the broker publishes them itself, with QoS 1, when a session ends.
 */
class DisorderTest {
    private static final String[] QUANTITIES = {"CH4", "Gas/CO", "CO2", "Pressure"};
    private static final int DEVICES = 3;
    private static final int STEPS = Boolean.getBoolean("qalqan.soak") ? 20_000 : 2_000;
    private static final Duration STEP = Duration.ofMillis(10);

    private final Ear ear = new Ear();
    private final SparkplugHost<String> host = new SparkplugHost<>(ear);
    private final Map<String, Double> newest = new HashMap<>();
    private Instant now = Gateway.NOON;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("qalqan.soak") ? 500 : 25);
    }

    /** A node, its line to the host, and what is under way on it. */
    private final class Line {
        private final SplittableRandom random;
        private final EdgeNode id;
        private final Map<String, Long> aliases = new HashMap<>();
        private final List<Gateway.Sent> underWay = new ArrayList<>();
        private int seq;
        private int bdSeq;
        private int counter;
        private int sinceBirth;

        Line(int number, long seed) {
            this.random = new SplittableRandom(seed * 31 + number);
            this.id = new EdgeNode("k1", "gw-" + number);
        }

        void birth() {
            aliases.clear();
            seq = 0;
            sinceBirth = 0;
            Payload.Builder payload = stamped();
            payload.addMetricsBuilder()
                    .setName("bdSeq")
                    .setDatatype(DataType.UInt64_VALUE)
                    .setLongValue(bdSeq);
            send(Verb.NBIRTH, "", payload);
            for (int device = 0; device < DEVICES; device++) {
                deviceBirth(device);
            }
        }

        void deviceBirth(int device) {
            Payload.Builder payload = stamped();
            for (int quantity = 0; quantity < QUANTITIES.length; quantity++) {
                long alias;
                do {
                    alias = random.nextInt(100);
                } while (aliases.containsValue(alias));
                aliases.put(device + QUANTITIES[quantity], alias);
                value(payload, device, quantity)
                        .setName(QUANTITIES[quantity])
                        .setDatatype(DataType.Double_VALUE)
                        .setAlias(alias);
            }
            send(Verb.DBIRTH, "D-" + device, payload);
        }

        void data(int device) {
            Payload.Builder payload = stamped();
            int quantity = random.nextInt(QUANTITIES.length);
            value(payload, device, quantity).setAlias(aliases.getOrDefault(device + QUANTITIES[quantity], -1L));
            send(Verb.DDATA, "D-" + device, payload);
            sinceBirth++;
        }

        /** Thousands tell the device, hundreds the quantity, what is behind the point makes it unique. */
        private Payload.Metric.Builder value(Payload.Builder payload, int device, int quantity) {
            counter++;
            double value = device * 1000 + quantity * 100 + counter / 1e6;
            newest.put(id.name() + device + quantity, value);
            return payload.addMetricsBuilder().setTimestamp(now.toEpochMilli()).setDoubleValue(value);
        }

        private Payload.Builder stamped() {
            return Payload.newBuilder().setTimestamp(now.toEpochMilli() * 100 + counter);
        }

        private void send(Verb verb, String device, Payload.Builder payload) {
            byte[] bytes = payload.setSeq(seq).build().toByteArray();
            seq = (seq + 1) & Node.SEQ_MASK;
            counter++;
            underWay.add(new Gateway.Sent(new SparkplugTopic(verb, new Speaker(id, device)), bytes));
        }

        void die() {
            deliverAll();
            Payload.Builder death = Payload.newBuilder();
            death.addMetricsBuilder().setName("bdSeq").setLongValue(bdSeq);
            hear(new Gateway.Sent(
                    new SparkplugTopic(Verb.NDEATH, new Speaker(id, "")),
                    death.build().toByteArray()));
            bdSeq = (bdSeq + 1) & Node.SEQ_MASK;
            birth();
        }

        void step() {
            int dice = random.nextInt(1000);
            if (dice < 3) {
                die();
            } else if (dice < 6 && sinceBirth > 20) {
                birth();
            } else if (dice < 10) {
                deviceBirth(random.nextInt(DEVICES));
            } else {
                data(random.nextInt(DEVICES));
            }
            deliverSome();
        }

        /** Something of what is under way arrives: lost, twice, late, or as it should. */
        private void deliverSome() {
            while (underWay.size() > 4 || (!underWay.isEmpty() && random.nextInt(3) > 0)) {
                int which = random.nextInt(20) == 0 ? random.nextInt(underWay.size()) : 0;
                Gateway.Sent sent = underWay.get(which);
                int dice = random.nextInt(100);
                if (dice >= 2) {
                    hear(sent);
                }
                if (dice < 97) {
                    underWay.remove(which);
                }
            }
        }

        void deliverAll() {
            underWay.forEach(DisorderTest.this::hear);
            underWay.clear();
        }
    }

    private void hear(Gateway.Sent sent) {
        host.take("", sent.topic(), sent.bytes(), false, now);
    }

    private void pass() {
        now = now.plus(STEP);
        host.tick(now);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noValueGoesToWrongMetricAndRebirthEndsItAll(long seed) {
        System.out.println("DisorderTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = List.of(new Line(0, seed), new Line(1, seed), new Line(2, seed));
        lines.forEach(Line::birth);
        int asked = 0;
        for (int step = 0; step < STEPS; step++) {
            lines.forEach(Line::step);
            pass();
            asked = answer(lines, asked, random);
            if (random.nextInt(1000) == 0) {
                host.deaf(now);
                host.hearing(now);
            }
        }
        assertThat(ear.told).hasSizeGreaterThan(STEPS);
        noneIsWrong();

        calm(lines, asked);

        noneIsWrong();
        assertThat(host.inSync()).isEqualTo(lines.size());
        assertThat(heardLast()).containsAllEntriesOf(newest);
    }

    /** Nodes answer most requests. */
    private int answer(List<Line> lines, int from, SplittableRandom random) {
        for (int i = from; i < ear.rebirths.size(); i++) {
            if (random.nextInt(10) > 0) {
                birthOf(ear.rebirths.get(i), lines);
            }
        }
        return ear.rebirths.size();
    }

    private static void birthOf(String node, List<Line> lines) {
        lines.stream().filter(line -> line.id.toString().equals(node)).forEach(Line::birth);
    }

    /** From now on nothing is lost; a minute passes. */
    private void calm(List<Line> lines, int asked) {
        int answered = asked;
        for (int step = 0; step < 6_000; step++) {
            if (step % 50 == 0) {
                lines.forEach(line -> line.data(step(line)));
            }
            lines.forEach(Line::deliverAll);
            pass();
            for (; answered < ear.rebirths.size(); answered++) {
                birthOf(ear.rebirths.get(answered), lines);
            }
        }
    }

    private static int step(Line line) {
        return line.random.nextInt(DEVICES);
    }

    private void noneIsWrong() {
        List<Told> wrong = ear.told.stream()
                .filter(told -> told.metric().standing() == Standing.VALUE)
                .filter(told -> {
                    int code = (int) told.metric().number();
                    String quantity = QuantityNames.quantity(QUANTITIES[code / 100 % 10]);
                    return !told.speaker().device().equals("D-" + code / 1000)
                            || !told.metric().quantity().equals(quantity);
                })
                .toList();
        assertThat(wrong).isEmpty();
    }

    private Map<String, Double> heardLast() {
        Map<String, Double> last = new HashMap<>();
        for (Told told : ear.told) {
            if (told.metric().standing() == Standing.VALUE) {
                int code = (int) told.metric().number();
                last.put(
                        told.speaker().node().name() + code / 1000 + code / 100 % 10,
                        told.metric().number());
            }
        }
        return last;
    }
}
