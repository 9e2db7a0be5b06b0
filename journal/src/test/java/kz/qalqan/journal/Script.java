package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Tick;

/**
 * A journal of a few groups in a few segments, left as a crash leaves it, and what was acknowledged at which length of
 * which file.
 */
final class Script {
    static final JournalConfig CONFIG = JournalConfig.of("test")
            .with(new JournalConfig.Roll(700, Duration.ofDays(1)))
            .withRecentReadings(0);

    private final FaultyDisk disk = new FaultyDisk();
    private final Path directory;
    private final List<Entry> written = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    /** What was acknowledged together: everything up to {@code last} when {@code file} was {@code end} bytes long. */
    record Group(Path file, long end, int last) {}

    private Script(Path directory) {
        this.directory = directory;
    }

    /** Writes the script below {@code work} and copies it, unclosed, to {@code work/crashed}. */
    static Script run(Path work) throws Exception {
        Script script = new Script(work.resolve("crashed"));
        Random random = new Random(3);
        try (Journal journal = Journal.open(work.resolve("live"), Entries.SITE, CONFIG, script.disk)) {
            script.groups(journal, new Tick());
            script.groups(
                    journal, Entries.walk(random, 3, 2, Entries.START), new Tick(), new PlanInForce("QGRP", "QGRP"));
            script.groups(journal, Entries.walk(random, 4, 9, Entries.START));
            script.groups(journal, new Tick(), Entries.walk(random, 5, 3, Entries.START));
            script.groups(journal, Entries.oddValues());
            script.groups(journal, new Tick());
            script.groups(journal, Entries.walk(random, 2, 2, Entries.START), new Tick());
            copy(work.resolve("live").resolve(Entries.SITE), script.directory);
        }
        script.findGroups();
        return script;
    }

    /** Two groups: the disk holds the first, of one entry, while the others gather behind it. */
    private void groups(Journal journal, Entry... entries) throws Exception {
        disk.hold();
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        waiting.add(journal.append(new Tick(), Entries.START));
        written.add(new Tick());
        disk.awaitHeld();
        for (Entry entry : entries) {
            waiting.add(journal.append(entry, Entries.START.plusSeconds(written.size())));
            written.add(entry);
        }
        disk.release();
        for (CompletableFuture<Long> done : waiting) {
            done.get();
        }
    }

    private void findGroups() throws IOException {
        for (long first : SegmentIndex.list(directory)) {
            Path file = Segment.file(directory, first);
            try (SegmentReader reader = SegmentReader.open(file, first)) {
                long begin = Segment.HEADER_BYTES;
                while (reader.next() != null) {
                    remember(file, reader, begin);
                    begin = reader.groupOffset();
                }
                remember(file, reader, begin);
            }
        }
    }

    private void remember(Path file, SegmentReader reader, long begin) {
        if (reader.groupOffset() > begin && reader.wholePosition() > 0) {
            groups.add(new Group(file, reader.groupOffset(), (int) reader.wholePosition()));
        }
    }

    List<Entry> written() {
        return written;
    }

    /** The segment files as the crash left them, oldest first. */
    List<Path> files() {
        return groups.stream().map(Group::file).distinct().toList();
    }

    Path lastFile() {
        return groups.get(groups.size() - 1).file();
    }

    List<Group> groups() {
        return groups;
    }

    /** How many entries are whole when {@code file}, the last, is cut to {@code length}. */
    int wholeAt(Path file, long length) {
        int whole = 0;
        for (Group group : groups) {
            if (!group.file().equals(file) || group.end() <= length) {
                whole = group.last();
            }
        }
        return whole;
    }

    /** A fresh copy of the crashed journal to damage. */
    Path copyTo(Path target) throws IOException {
        Path own = target.resolve(Entries.SITE);
        copy(directory, own);
        return own;
    }

    /** All entries from the first on, or what was read before the fault and the fault. */
    static Optional<JournalDamagedException> readAll(Journal journal, List<Entry> into) throws InterruptedException {
        try (JournalReader reader = journal.reader(0)) {
            while (reader.position() < journal.durable()) {
                JournalEntry entry = reader.next(Duration.ofSeconds(10));
                if (entry == null) {
                    throw new AssertionError("nothing after " + reader.position());
                }
                into.add(entry.content());
            }
            return Optional.empty();
        } catch (JournalDamagedException e) {
            return Optional.of(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(Segment.SUFFIX)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
