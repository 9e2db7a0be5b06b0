package kz.qalqan.ingest.sparkplug;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.telemetry.QuarantineReason;

/** Remembers all that a host tells. */
final class Ear implements Hearing<String> {
    final List<Told> told = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> repeated = new ArrayList<>();
    final List<String> unnamed = new ArrayList<>();
    final List<String> presence = new ArrayList<>();
    final List<String> rebirths = new ArrayList<>();
    final Map<Note, Integer> notes = new EnumMap<>(Note.class);

    /** One metric of one message. */
    record Told(String message, Speaker speaker, Metric metric) {}

    @Override
    public void values(String message, Speaker speaker, List<Metric> metrics, Supplier<byte[]> restated) {
        metrics.forEach(metric -> told.add(new Told(message, speaker, metric)));
        List<Metric> alone = SparkplugHost.alone(restated.get()).orElseThrow();
        if (alone.size() != metrics.size()) {
            throw new AssertionError("restated as " + alone + ", told as " + metrics);
        }
    }

    @Override
    public void refused(String message, QuarantineReason reason, String detail) {
        refused.add(message + ": " + reason.word() + ": " + detail);
    }

    @Override
    public void repeated(String message, Speaker speaker, int values) {
        repeated.add(message);
    }

    @Override
    public void unnamed(String message, Speaker speaker, List<String> names) {
        unnamed.add(speaker + " " + names);
    }

    @Override
    public void presence(Speaker speaker, boolean online, Instant at) {
        presence.add(speaker + (online ? " on" : " off"));
    }

    @Override
    public void rebirth(EdgeNode node, String reason) {
        rebirths.add(node.toString());
    }

    @Override
    public void noted(Note note) {
        notes.merge(note, 1, Integer::sum);
    }

    /** {@code device quantity=number} of every value. */
    List<String> values() {
        return told.stream()
                .filter(t -> t.metric().standing() == Standing.VALUE)
                .map(t -> t.speaker().name() + " " + t.metric().quantity() + "="
                        + t.metric().number())
                .toList();
    }

    /** Labels of the metrics that are no value for this reason. */
    List<String> without(Standing standing) {
        return told.stream()
                .filter(t -> t.metric().standing() == standing)
                .map(t -> t.metric().label())
                .toList();
    }

    Metric last() {
        return told.get(told.size() - 1).metric();
    }

    /** Forgets what was told so far. */
    void clear() {
        told.clear();
        refused.clear();
        repeated.clear();
        presence.clear();
        rebirths.clear();
        notes.clear();
    }
}
