package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kz.qalqan.ingest.LinkTrouble.Kind;

/** Who listens to a link and remembers what came and what was told. */
class Ears implements MqttLink.Listener {
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final List<BrokerOffer> ups = new CopyOnWriteArrayList<>();
    final List<LinkTrouble> troubles = new CopyOnWriteArrayList<>();

    @Override
    public boolean arrived(List<Delivery> piece) {
        deliveries.addAll(piece);
        return true;
    }

    @Override
    public void up(BrokerOffer offer) {
        ups.add(offer);
    }

    @Override
    public void down(LinkTrouble trouble) {
        troubles.add(trouble);
    }

    Ears awaitUps(int count) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> ups.size() >= count);
        return this;
    }

    Ears awaitTrouble(Kind kind) {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(troubles).extracting(LinkTrouble::kind).contains(kind));
        return this;
    }

    List<Delivery> awaitDeliveries(int count) {
        await(count + " deliveries").atMost(30, TimeUnit.SECONDS).until(() -> deliveries.size() >= count);
        return List.copyOf(deliveries);
    }

    /** What was reported last of a kind. */
    String error(Kind kind) {
        return troubles.stream()
                .filter(trouble -> trouble.kind() == kind)
                .map(LinkTrouble::error)
                .reduce("", (first, second) -> second);
    }

    List<String> payloads() {
        return deliveries.stream()
                .map(delivery -> new String(delivery.body().bytes(), UTF_8))
                .toList();
    }

    /** As the acknowledging thread does it: those of one connection together; how many got out. */
    static int acknowledge(List<Delivery> deliveries) {
        int[] ids = deliveries.stream().mapToInt(Delivery::packetId).toArray();
        return deliveries.get(0).source().acknowledge(ids, ids.length);
    }
}
