package kz.qalqan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.simulator.mine.Message;
import kz.qalqan.simulator.mine.Message.Value;
import kz.qalqan.simulator.mine.Mine;
import kz.qalqan.simulator.mine.Scenarios;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import org.junit.jupiter.api.Test;

final class PayloadsTest {
    private static final Instant START = Instant.parse("2026-11-21T04:00:00Z");

    @Test
    void messageIsWrittenAsTheContractSays() {
        Message message = new Message(
                Duration.ofSeconds(5),
                "face-3",
                "GA-07",
                12,
                List.of(value("GA-07", Quantity.CH4, "0.40"), value("GA-06", Quantity.CO, "1E+1")));
        Payloads payloads = new Payloads(site("karaganda-1"));

        assertThat(payloads.topic(message)).isEqualTo("mine/karaganda-1/face-3/GA-07/telemetry");
        assertThat(new String(payloads.telemetry(message, START), UTF_8))
                .isEqualTo("{\"ts\":1795233600000,\"seq\":12,\"values\":{\"ch4\":0.40,\"co\":10}}");
    }

    @Test
    void numberBearsItsUnitWhereThePlanDeclaresAnother() {
        String text = PlanReader.shipped("karaganda-1").text();
        Site site = requireNonNull(
                PlanReader.parse(text.replaceFirst("quantity: co,", "quantity: co, unit: mg/m3,"), "changed.yml")
                        .sites()
                        .get("karaganda-1"));
        Message message =
                new Message(Duration.ZERO, "intake-main", "GA-01", 0, List.of(value("GA-01", Quantity.CO, "3.1")));

        assertThat(new String(new Payloads(site).telemetry(message, START), UTF_8))
                .isEqualTo("{\"ts\":1795233600000,\"seq\":0,\"values\":{\"co\":{\"v\":3.1,\"u\":\"[ppm]\"}}}");
    }

    @Test
    void twoRunsOfOneSeedAreEqualByteForByte() {
        assertThat(bytes(42)).isEqualTo(bytes(42));
        assertThat(bytes(42)).isNotEqualTo(bytes(43));
    }

    private static byte[] bytes(long seed) {
        Site site = site("karaganda-1");
        Payloads payloads = new Payloads(site);
        Mine mine = new Mine(site, Scenarios.of(Scenarios.FACE_METHANE_RISE), seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Message message : mine.until(Duration.ofMinutes(20))) {
            out.writeBytes(payloads.topic(message).getBytes(UTF_8));
            out.writeBytes(payloads.telemetry(message, START.plus(message.at())));
        }
        return out.toByteArray();
    }

    private static Value value(String device, Quantity quantity, String number) {
        return new Value(new SensorId("karaganda-1", device, quantity), new BigDecimal(number));
    }

    private static Site site(String name) {
        return requireNonNull(PlanReader.shipped(name).sites().get(name));
    }
}
