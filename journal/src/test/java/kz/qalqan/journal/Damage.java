package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Tick;

/** Damages a scripted journal at one byte, opens it, and says whether what happened is allowed. */
final class Damage {
    private final Script script;
    private final Path target;

    Damage(Script script, Path target) {
        this.script = script;
        this.target = target;
    }

    /** How one file is damaged at an offset. */
    @FunctionalInterface
    interface Kind {
        byte[] apply(byte[] file, int offset);
    }

    static byte[] cut(byte[] file, int offset) {
        return Arrays.copyOf(file, offset);
    }

    static byte[] flip(byte[] file, int offset) {
        byte[] flipped = file.clone();
        flipped[offset] ^= (byte) (1 << (offset % 8));
        return flipped;
    }

    /** As some file systems leave the end after a power cut: the length is there, the bytes are not. */
    static byte[] zeroFrom(byte[] file, int offset) {
        byte[] zeroed = file.clone();
        Arrays.fill(zeroed, offset, file.length, (byte) 0);
        return zeroed;
    }

    /** A write cut short in the last segment: everything acknowledged until then comes back. */
    void tornAt(int offset, Kind kind) throws Exception {
        Path last = script.lastFile();
        damaged(last, offset, kind);
        int whole = script.wholeAt(last, offset);
        List<Entry> read = new ArrayList<>();
        try (Journal journal = open()) {
            assertThat(Script.readAll(journal, read)).isEmpty();
            assertThat(read.size()).as("damaged from " + offset).isGreaterThanOrEqualTo(whole);
            assertThat(read).isEqualTo(script.written().subList(0, read.size()));
            assertThat(journal.append(new Tick(), Entries.START).get()).isGreaterThan(read.size());
        }
        goesOn(read);
    }

    /** A flipped bit anywhere: what was acknowledged comes back, or reading stops at the very place. */
    void flippedAt(Path file, int offset) throws Exception {
        damaged(file, offset, Damage::flip);
        List<Entry> read = new ArrayList<>();
        Optional<JournalDamagedException> fault;
        List<OpenReport.Torn> torn = List.of();
        try (Journal journal = open()) {
            torn = journal.openReport().torn();
            fault = Script.readAll(journal, read);
        } catch (JournalDamagedException refused) {
            fault = Optional.of(refused);
        }
        assertThat(read).isEqualTo(script.written().subList(0, read.size()));
        if (torn.isEmpty() && fault.isEmpty()) {
            assertThat(read)
                    .as("only a seal may be passed over")
                    .hasSize(script.written().size());
        } else if (torn.isEmpty()) {
            long group = groupBegin(file, offset);
            assertThat(fault.get().file().getFileName()).isEqualTo(file.getFileName());
            assertThat(fault.get().offset()).as("place").isBetween(group, (long) offset);
        } else {
            assertThat(file).as("only the last group may be set aside").isEqualTo(script.lastFile());
            assertThat(offset).isGreaterThanOrEqualTo((int) lastGroupBegin());
            assertThat(read).hasSize(beforeLast().last());
            goesOnAfterFlip(read);
        }
    }

    /** An older segment cut short: reading stops where it ends, unless nothing is missing. */
    void olderCutAt(Path file, int offset) throws Exception {
        damaged(file, offset, Damage::cut);
        List<Entry> read = new ArrayList<>();
        Optional<JournalDamagedException> fault;
        try (Journal journal = open()) {
            fault = Script.readAll(journal, read);
        } catch (JournalDamagedException refused) {
            fault = Optional.of(refused);
        }
        assertThat(read).isEqualTo(script.written().subList(0, read.size()));
        if (fault.isEmpty()) {
            assertThat(read)
                    .as("cut of %s at %d", file.getFileName(), offset)
                    .hasSize(script.written().size());
        } else {
            assertThat(fault.get().file().getFileName()).isEqualTo(file.getFileName());
            assertThat(fault.get().offset()).isLessThanOrEqualTo(offset);
        }
    }

    private void goesOn(List<Entry> before) throws Exception {
        List<Entry> again = new ArrayList<>();
        try (Journal journal = open()) {
            assertThat(journal.openReport().clean()).isTrue();
            assertThat(Script.readAll(journal, again)).isEmpty();
        }
        assertThat(again.subList(0, before.size())).isEqualTo(before);
        assertThat(again).hasSize(before.size() + 1);
        assertThat(JournalInspection.verify(target.resolve(Entries.SITE)).fault())
                .isNull();
    }

    private void goesOnAfterFlip(List<Entry> read) throws Exception {
        try (Journal journal = open()) {
            journal.append(new Tick(), Entries.START).get();
        }
        goesOn(read);
    }

    private void damaged(Path file, int offset, Kind kind) throws IOException {
        Path own = script.copyTo(target);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(own.resolve(file.getFileName()), kind.apply(bytes, offset));
    }

    private long groupBegin(Path file, int offset) {
        long begin = offset < Segment.HEADER_BYTES ? 0 : Segment.HEADER_BYTES;
        for (Script.Group group : script.groups()) {
            if (group.file().equals(file) && group.end() <= offset) {
                begin = group.end();
            }
        }
        return begin;
    }

    private long lastGroupBegin() {
        Script.Group before = beforeLast();
        return before.file().equals(script.lastFile()) ? before.end() : Segment.HEADER_BYTES;
    }

    private Script.Group beforeLast() {
        return script.groups().get(script.groups().size() - 2);
    }

    private Journal open() {
        return Journal.open(target, Entries.SITE, Script.CONFIG);
    }
}
